"""Where set-up puts things: all of it inside the checkout, in folders git does not see."""

import os
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Places:
    """The folders of one checkout. checkout: the folder with the command in it."""

    checkout: Path

    @property
    def environment(self) -> Path:
        """The Python environment."""
        return self.checkout / ".venv"

    @property
    def python(self) -> Path:
        """The environment's Python."""
        return self.environment / "bin" / "python"

    @property
    def state(self) -> Path:
        """Locks, logs and stamps of the set-up itself."""
        return self.checkout / ".innsyn"

    @property
    def node_modules(self) -> Path:
        """The front end's packages."""
        return self.checkout / "node_modules"

    @property
    def assets(self) -> Path:
        """The front end's sources."""
        return self.checkout / "src" / "innsyn" / "web" / "assets"

    @property
    def built(self) -> Path:
        """The front end as it is sent."""
        return self.checkout / "src" / "innsyn" / "web" / "static" / "built"


def is_ours(checkout: Path) -> bool:
    """Say whether we may set up inside the checkout: it belongs to us, and we can write in it.

    What root would leave in somebody's checkout, that somebody could not clear away."""
    made_before = [path for path in (checkout / ".venv", checkout / ".innsyn", checkout / "node_modules") if path.exists()]
    return all(path.stat().st_uid == os.geteuid() and os.access(path, os.W_OK) for path in (checkout, *made_before))
