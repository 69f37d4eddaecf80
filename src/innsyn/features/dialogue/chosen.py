"""What the reader has chosen to see in the list of conversations, read from the address."""

from dataclasses import dataclass
from urllib.parse import urlencode

from innsyn.features.dialogue.kinds import kind_named
from innsyn.gate.rules.dialogue_facts import Kind
from innsyn.web import Fields

_LONGEST_HER_ID = 9


@dataclass(frozen=True, slots=True)
class Chosen:
    """A choice. contact: HER-id. after: position of a former page; empty is the newest."""

    kind: Kind | None = None
    contact: str = ""
    after: str = ""

    @property
    def is_narrowed(self) -> bool:
        """Say whether anything but the page was chosen."""
        return bool(self.kind or self.contact)

    def address(self, *, after: str) -> str:
        """Say the choice as a query string with `?`, empty when nothing is chosen. after: position to go on from."""
        kept = {"kind": self.kind or "", "contact": self.contact, "after": after}
        query = urlencode({name: value for name, value in kept.items() if value})
        return f"?{query}" if query else ""


def chosen(query: Fields) -> Chosen:
    """Read a choice. What is not understood is as if it were not chosen."""
    return Chosen(kind=kind_named(query.get("kind")), contact=her_id(query.get("contact")), after=query.get("after"))


def her_id(text: str) -> str:
    """Read a HER-id; empty for anything else."""
    return text if text.isascii() and text.isdigit() and len(text) <= _LONGEST_HER_ID else ""
