"""Whose a page is while somebody acts for another: the record's she is in, her own affair, or a page that stands above both."""

from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from innsyn.gate.acting import Acting
    from innsyn.gate.rules.areas import Area

Whose = Literal["record", "own", "either"]
"""record: about the record one is in. own: the reader's own settings, powers and plans, never reached from another's record.
either: for choosing whom one acts for, in or out of another's record."""


def is_out_of_reach(whose: Whose | None, area: "Area | frozenset[Area] | None", acting: "Acting | None") -> bool:
    """Say whether something is not for whoever acts for another. area: any one of several is enough.

    acting: None for whoever is in her own record."""
    if acting is None or whose == "either":
        return False
    areas = area if isinstance(area, frozenset) else frozenset({area} if area else ())
    return whose == "own" or (bool(areas) and acting.areas is not None and areas.isdisjoint(acting.areas))
