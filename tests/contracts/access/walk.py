"""One role's walk over every address of the site, made once and looked at by several tests."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from tests.contracts.access.asking import REFUSED, Asked, ask, in_order, named_at, whose_at
from tests.contracts.access.roles import Guest, Role
from tests.contracts.access.town import ENROLLED, Town

from innsyn.main.app import FEATURES
from innsyn.main.platform import GATE_TEXTS
from innsyn.web.app import WEB
from innsyn.web.feature import Route
from innsyn.web.startup import routes_of
from innsyn.web.texts import Texts

ROUTES = routes_of(FEATURES, Texts.load([WEB / "texts", *(feature.folder / "texts" for feature in FEATURES), GATE_TEXTS]))


@dataclass
class Walk:
    """guest: how far in she came. answers: in the order they were asked. unlogged: refused, and the log of whom it is about did not grow.

    changing: refused, and her record changed all the same."""

    guest: Guest
    answers: list[Asked] = field(default_factory=list)
    unlogged: list[str] = field(default_factory=list)
    changing: list[str] = field(default_factory=list)


_walks: dict[str, Walk] = {}


async def walked(town: Town, role: Role, routes: Sequence[Route] = ROUTES) -> Walk:
    """Give a role's walk. routes: not of all addresses, for a role of another name."""
    if role.name not in _walks:
        await town.chooses(role.ages)
        _walks[role.name] = await _walk(town, role, routes)
    return _walks[role.name]


async def _walk(town: Town, role: Role, routes: Sequence[Route]) -> Walk:
    walk = Walk(await role.comes(town, role))
    for route in in_order(routes):
        whose = whose_at(route, role)
        named = named_at(route, town.ids[whose])
        is_watched = bool(named) or route.method == "POST"
        before = await town.counted(whose, named) if is_watched else (0, 0)
        answer = await ask(town, role, walk.guest, route)
        after = await town.counted(whose, named) if is_watched else (0, 0)
        walk.answers.append(_settled(answer, is_changed=after[0] != before[0]))
        if after[0] != before[0]:
            await town.put_back(whose)
        if answer.letter in REFUSED | {"r"}:
            walk.changing += [f"{route.method} {route.path}"] if after[0] != before[0] else []
            walk.unlogged += (
                [f"{route.method} {route.path}"] if named and whose != ENROLLED and walk.guest.is_known and after[1] <= before[1] else []
            )
    return walk


def _settled(answer: Asked, *, is_changed: bool) -> Asked:
    return replace(answer, letter="d") if answer.letter == "n" and is_changed else answer
