"""What must hold before the first request: every route states its need, keeps to its place and has its title; every slice has its files."""

import inspect
import re
from collections.abc import Sequence
from dataclasses import replace

from innsyn.web.feature import MARK, Feature, Route
from innsyn.web.need import Need
from innsyn.web.security.forgery import FIELD
from innsyn.web.serving.out_of_reach import VISIT_FIELD
from innsyn.web.slots import AnyBlock, MenuItem
from innsyn.web.texts import Texts

_NAMES = re.compile(r"\{(\w+)\}")
_VISIT = "/desk/visit/{visit}"
_RESERVED = {"components", "errors", "login", "shell"}


class FeatureProblem(Exception):
    """A slice that is not whole: the program does not start. The message says what to mend."""


def routes_of(features: Sequence[Feature], texts: Texts) -> tuple[Route, ...]:
    """Say every route of `features`. Raises FeatureProblem at the first that is not as it must be."""
    routes: dict[tuple[str, str], Route] = {}
    for feature in features:
        if feature.name in _RESERVED or not (feature.folder / "texts").is_dir():
            raise FeatureProblem(f"{feature.package}: needs a folder texts/, and another name than {', '.join(sorted(_RESERVED))}")
        _check_blocks(feature)
        for handler in feature.pages:
            route = _route(feature, handler, texts)
            if (route.method, route.path) in routes:
                raise FeatureProblem(f"{feature.package}: {route.method} {route.path} is already another page's address")
            routes[route.method, route.path] = route
    return tuple(routes.values())


def _route(feature: Feature, handler: object, texts: Texts) -> Route:
    name = f"{feature.package}: {getattr(handler, '__name__', handler)}"
    route = getattr(handler, MARK, None)
    if not isinstance(route, Route):
        raise FeatureProblem(f"{name} states no need: mark it with @page(…, need=…) or @action(…, need=…)")
    if not isinstance(route.need, Need):
        raise FeatureProblem(f"{name}: need is one of {', '.join(Need)}")
    if route.title not in texts.keys():  # noqa: SIM118 - `keys` is ours, a set
        raise FeatureProblem(f"{name}: there is no text {route.title}")
    _check_words(name, route)
    _check_place(name, route)
    _check_arguments(name, route)
    whose = route.whose or feature.whose or ("record" if feature.area else None)
    if route.need is Need.CITIZEN and whose is None:
        raise FeatureProblem(f"{name}: say whose the slice's pages are while somebody acts for another: Feature(…, whose=…) or area=…")
    return replace(route, whose=whose, area=feature.area)


def _check_blocks(feature: Feature) -> None:
    if not all(isinstance(block, AnyBlock) for block in feature.blocks) or not all(isinstance(item, MenuItem) for item in feature.menu):
        kinds = "Block, DeskBlock, StaffBlock, FrontBlock, Extract or Banner"
        raise FeatureProblem(f"{feature.package}: blocks are {kinds}, and menu lines are MenuItem")


def _check_words(name: str, route: Route) -> None:
    if route.words and (route.method != "POST" or not {FIELD, VISIT_FIELD}.isdisjoint(route.words)):
        raise FeatureProblem(f"{name}: words are fields of a posted form that the reader writes herself")


def _check_place(name: str, route: Route) -> None:
    is_desk = route.path == "/desk" or route.path.startswith("/desk/")
    is_visit = route.path == _VISIT or route.path.startswith(_VISIT + "/")
    if route.need is Need.STAFF_VISIT and not is_visit:
        raise FeatureProblem(f"{name}: an address that needs a staff visit begins with {_VISIT}")
    if route.need is Need.STAFF and (not is_desk or is_visit):
        raise FeatureProblem(f"{name}: an address for staff begins with /desk, and not with {_VISIT}")
    if route.need is Need.CITIZEN and is_desk:
        raise FeatureProblem(f"{name}: a citizen's address does not begin with /desk")


def _check_arguments(name: str, route: Route) -> None:
    wanted = list(inspect.signature(route.handler).parameters)[1:]
    given = [each for each in _NAMES.findall(route.path) if each != "visit" or route.need is not Need.STAFF_VISIT]
    if sorted(wanted) != sorted(given):
        raise FeatureProblem(f"{name}: takes ({', '.join(wanted)}) but its address gives ({', '.join(given)})")
