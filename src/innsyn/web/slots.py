"""Places on shared pages that features fill without knowing each other: overview, desk, front page, menus."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from markupsafe import Markup

from innsyn.web.whose import Whose

if TYPE_CHECKING:
    from innsyn.gate.rules.areas import Area
    from innsyn.gate.tasks import Task
    from innsyn.web.answers import View
    from innsyn.web.calls import CitizenCall, OpenCall, StaffCall, VisitCall


@dataclass(frozen=True, kw_only=True, slots=True)
class Block:
    """A block on the citizen's overview.

    key: stable word, also the block's id on the page. order: lower comes first.
    render: makes the block's inside; None when there is nothing worth showing."""

    key: str
    order: int
    render: "Callable[[CitizenCall], Awaitable[View | None]]"


@dataclass(frozen=True, kw_only=True, slots=True)
class DeskBlock:
    """A block on the clinician's first page of a visit. As `Block`."""

    key: str
    order: int
    render: "Callable[[VisitCall], Awaitable[View | None]]"


@dataclass(frozen=True, kw_only=True, slots=True)
class StaffBlock:
    """A block on the desk's first page, before a patient is chosen: what waits for somebody who has such a task. As `Block`."""

    key: str
    order: int
    render: "Callable[[StaffCall], Awaitable[View | None]]"


@dataclass(frozen=True, kw_only=True, slots=True)
class FrontBlock:
    """A block on the open front page: the sandbox puts its test logins here. As `Block`."""

    key: str
    order: int
    render: "Callable[[OpenCall], Awaitable[View | None]]"


@dataclass(frozen=True, kw_only=True, slots=True)
class Extract:
    """One thing of a record, drawn by the slice that knows it, for another slice's page at the desk: a document beside a decision about it.

    type: FHIR type. render: makes the inside for an id; None when there is none, or none that this visit may see."""

    type: str
    render: "Callable[[VisitCall, str], Awaitable[View | None]]"


@dataclass(frozen=True, kw_only=True, slots=True)
class Banner:
    """The line that says whose record this is, on top of every page of a visit at the desk: one slice provides it.

    render: as in `Block`. For whom a citizen acts is said by the shell itself, also where no slice is asked."""

    door: Literal["desk"]
    render: "Callable[[Any], Awaitable[View | None]]"


PlacedBlock = Block | DeskBlock | StaffBlock | FrontBlock
AnyBlock = PlacedBlock | Banner | Extract


@dataclass(frozen=True, slots=True)
class FilledBlock:
    """A block made ready. state: `failed` when its making broke, and the page says so honestly in its place."""

    key: str
    html: Markup
    state: Literal["ready", "failed"] = "ready"


@dataclass(frozen=True, kw_only=True, slots=True)
class MenuItem:
    """A line in a menu.

    text: text key. to: local path; in the `visit` menu it is the path inside the visit (`/documents`).
    menu: `citizen`, `staff` (no patient chosen) or `visit` (inside one). order: lower comes first.
    purpose: of an office's visits (`PATADMIN`, `HCOMPL`), which show this line and no other; empty for visits of treatment.
    tasks: in the `staff` menu, whom the line is for, by what she has to do (`gate/tasks.py`); empty for everybody. The page asks anew.
    whose, area: instead of the slice's own words, where a line leads elsewhere than the rest."""

    text: str
    to: str
    menu: Literal["citizen", "staff", "visit"]
    order: int = 50
    purpose: str = ""
    whose: Whose | None = None
    area: "Area | frozenset[Area] | None" = None
    tasks: "frozenset[Task]" = frozenset()
