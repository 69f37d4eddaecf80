"""What the reader of the log has chosen to see, from the page's own address."""

from dataclasses import dataclass
from urllib.parse import urlencode

from innsyn.web import Fields
from innsyn.web.notices.asked import Asked, Position, position_from, written
from innsyn.web.notices.kinds import MANNERS, Group

LINES = 20
"""So many does one page show."""


@dataclass(frozen=True, slots=True)
class Choice:
    """What was chosen. of: a group of kinds, None for all. after: place of the page, None for the newest."""

    of: Group | None = None
    after: Position | None = None

    @property
    def is_used(self) -> bool:
        """Say whether anything is left out."""
        return self.of is not None

    def asked(self, *, to: str, concerning: int | None) -> Asked:
        """Ask the log. to: opaque key of the reader. concerning: the record she is in, None when it is her own."""
        kinds = frozenset(kind for kind, manner in MANNERS.items() if manner.group is self.of)
        return Asked(to=to, concerning=concerning, kinds=kinds, after=self.after, most=LINES)

    def query(self, after: Position | None) -> str:
        """Say the same choice as the query of an address, for the page that begins after a place."""
        named = {"of": self.of.value if self.of else "", "after": written(after) if after else ""}
        return urlencode({name: value for name, value in named.items() if value})


def chosen(query: Fields) -> Choice:
    """Read the choice; what cannot be read counts as not chosen."""
    return Choice(next((group for group in Group if group.value == query.get("of")), None), position_from(query.get("after")))
