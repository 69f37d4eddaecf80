"""Where the entries of a bundle may belong, as whoever delivers may know it: asked before anything has an id."""

from typing import Protocol

from innsyn.record.stored import Owner


class Places(Protocol):
    """Says in whose record things are."""

    async def locate(self, type_: str, id_: str) -> Owner | None:
        """Say whose record an id is in; None for an id nobody has used, and for what may not be known."""
        ...

    async def find(self, type_: str, identifier: tuple[str, str]) -> Owner | None:
        """Find whose record has a resource with an identifier: system and value. Logged there."""
        ...

    async def has_patient(self, owner: Owner) -> bool:
        """Say whether something can be about whose record this is."""
        ...

    def of_nobody(self) -> Owner | None:
        """Say where that is kept which is about no patient; None where it is not taken in."""
        ...
