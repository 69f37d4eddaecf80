"""How a slice tells the web layer what it has: pages and actions that state their need, blocks, menu lines."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any, Concatenate, Literal, ParamSpec, TypeVar, overload

from innsyn.web.answers import Answer
from innsyn.web.calls import CitizenCall, OpenCall, StaffCall, VisitCall
from innsyn.web.need import Need
from innsyn.web.slots import AnyBlock, MenuItem
from innsyn.web.whose import Whose

if TYPE_CHECKING:
    from innsyn.gate.rules.areas import Area

P = ParamSpec("P")
H = TypeVar("H", bound=Callable[..., Awaitable[Answer]])
OpenHandler = Callable[Concatenate[OpenCall, P], Awaitable[Answer]]
CitizenHandler = Callable[Concatenate[CitizenCall, P], Awaitable[Answer]]
StaffHandler = Callable[Concatenate[StaffCall, P], Awaitable[Answer]]
VisitHandler = Callable[Concatenate[VisitCall, P], Awaitable[Answer]]
AnyHandler = Callable[..., Awaitable[Answer]]


@dataclass(frozen=True, kw_only=True, slots=True)
class Limit:
    """How often one caller may do this: `count` times in `per_s` seconds. Staff are counted by who they are, others by address."""

    count: int
    per_s: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Route:
    """One address. path: template such as `/documents/{document_id}`; each name in braces is an argument of the handler.

    asks_for: resource type of the id in the path, so that who is turned away there stands in the right log; empty for none.
    whose, area: as of the slice; whose is None until the slice's word has been put in. words: names of the posted fields that hold the
    reader's own words, given back to her when she is turned away."""

    method: Literal["GET", "POST"]
    path: str
    need: Need
    title: str
    handler: AnyHandler
    limit: Limit | None
    max_body_bytes: int | None
    asks_for: str = ""
    whose: Whose | None = None
    area: "Area | frozenset[Area] | None" = None
    words: tuple[str, ...] = ()


MARK = "__innsyn_route__"


class _Decorator:
    """`page` or `action`: the same words, another method."""

    def __init__(self, method: Literal["GET", "POST"]) -> None:
        self._method = method

    @overload
    def __call__(
        self,
        path: str,
        *,
        need: Literal[Need.OPEN],
        title: str,
        limit: Limit | None = None,
        max_body_bytes: int | None = None,
        asks_for: str = "",
        whose: Whose | None = None,
        words: tuple[str, ...] = (),
    ) -> Callable[[OpenHandler[P]], OpenHandler[P]]: ...

    @overload
    def __call__(
        self,
        path: str,
        *,
        need: Literal[Need.CITIZEN],
        title: str,
        limit: Limit | None = None,
        max_body_bytes: int | None = None,
        asks_for: str = "",
        whose: Whose | None = None,
        words: tuple[str, ...] = (),
    ) -> Callable[[CitizenHandler[P]], CitizenHandler[P]]: ...

    @overload
    def __call__(
        self,
        path: str,
        *,
        need: Literal[Need.STAFF],
        title: str,
        limit: Limit | None = None,
        max_body_bytes: int | None = None,
        asks_for: str = "",
        whose: Whose | None = None,
        words: tuple[str, ...] = (),
    ) -> Callable[[StaffHandler[P]], StaffHandler[P]]: ...

    @overload
    def __call__(
        self,
        path: str,
        *,
        need: Literal[Need.STAFF_VISIT],
        title: str,
        limit: Limit | None = None,
        max_body_bytes: int | None = None,
        asks_for: str = "",
        whose: Whose | None = None,
        words: tuple[str, ...] = (),
    ) -> Callable[[VisitHandler[P]], VisitHandler[P]]: ...

    def __call__(
        self,
        path: str,
        *,
        need: Need,
        title: str,
        limit: Limit | None = None,
        max_body_bytes: int | None = None,
        asks_for: str = "",
        whose: Whose | None = None,
        words: tuple[str, ...] = (),
    ) -> Callable[[Any], Any]:
        """Mark a handler as the answer at `path` for those who meet `need`.

        title: text key of the page's title. limit: how often one caller may. max_body_bytes: more than the usual size of a post.
        asks_for: resource type of the id in the path. whose: instead of the slice's own word. words: fields of the form that hold the
        reader's own words."""

        def mark(handler: AnyHandler) -> AnyHandler:
            route = Route(
                method=self._method,
                path=path,
                need=need,
                title=title,
                handler=handler,
                limit=limit,
                max_body_bytes=max_body_bytes,
                asks_for=asks_for,
                whose=whose,
                words=words,
            )
            setattr(handler, MARK, route)
            return handler

        return mark


page = _Decorator("GET")
action = _Decorator("POST")


@dataclass(frozen=True, kw_only=True)
class Feature:
    """One slice as the web layer sees it.

    package: the slice's package (`__name__` in its `__init__.py`): its last word names the slice; `templates/` and `texts/` lie there.
    pages: handlers marked with `page` or `action`. blocks: what it puts on shared pages, its banner too. menu: its lines.
    whose: what becomes of its citizens' pages while somebody acts for another; each slice with such pages says it, or its area. area: the
    part of a record its pages and blocks show, so that a power of attorney without it does not lead there, or several of which one is
    enough; None for pages that are open to whoever is in the record at all."""

    package: str
    pages: tuple[AnyHandler, ...] = ()
    blocks: tuple[AnyBlock, ...] = ()
    menu: tuple[MenuItem, ...] = ()
    whose: Whose | None = None
    area: "Area | frozenset[Area] | None" = None

    @property
    def name(self) -> str:
        """Say the slice's name, the last word of its package."""
        return self.package.rpartition(".")[2]

    @property
    def folder(self) -> Path:
        """Say where the slice lives on disk."""
        return Path(str(files(self.package)))
