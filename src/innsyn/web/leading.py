"""What stands at one of our own addresses: a page of a resource, or a page of something else."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from innsyn.web.feature import Feature, Route
from innsyn.web.need import Need
from innsyn.web.whose import is_out_of_reach

if TYPE_CHECKING:
    from innsyn.gate.acting import Acting


@dataclass(frozen=True, slots=True)
class Place:
    """A citizen's page. type, id: of the resource it is about, both empty for any other page."""

    type: str = ""
    id: str = ""


def place_at(path: str, pages: Iterable[tuple[Feature, Route]], acting: "Acting | None") -> Place | None:
    """Say what stands at a local address, without its query; None where no citizen's page is that she may come to.

    acting: for whom she acts, None in her own record. A page that has the very name comes before one with a name in its path."""
    wanted = path.split("/")
    found = [(route.path.count("{"), feature, route) for feature, route in pages if _fits(route, wanted)]
    if not found:
        return None
    _, feature, route = min(found, key=lambda each: each[0])
    if is_out_of_reach(route.whose or feature.whose, feature.area, acting):
        return None
    named = [given for name, given in zip(route.path.split("/"), wanted, strict=True) if name.startswith("{")]
    return Place(route.asks_for, named[-1]) if route.asks_for and named else Place()


def _fits(route: Route, wanted: list[str]) -> bool:
    names = route.path.split("/")
    if len(names) != len(wanted) or route.method != "GET" or route.need is not Need.CITIZEN:
        return False
    return all(name == given or (name.startswith("{") and given != "") for name, given in zip(names, wanted, strict=True))
