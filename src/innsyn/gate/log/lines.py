"""Makes a line of a visit's log rows: pure, so that the same rows always tell the same."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from innsyn.gate.log.line import TOLD_TYPES, LineKind, LineState, Refusal, Seen, VisitLine
from innsyn.gate.rules.officers import OFFICE_PURPOSES, PRIVACY_OFFICER, REGISTRAR, REVIEW
from innsyn.gate.visit import Actor, Ground
from innsyn.gate.visit_log import actor_from, ground_from
from innsyn.record.log_row import LogRow
from innsyn.record.logbook import LoggedVisit

_SHOWING = frozenset({"read", "vread", "history", "search", "export"})
_OPENING = frozenset({"read", "vread"})
_WRITING = frozenset({"create", "update", "delete"})
_MOST_TITLES = 20
_UNKNOWN = Actor(kind="system", key="", name="")
_NO_GROUND = Ground(purpose="", basis="")
WORKLIST = "gate.basis.worklist"
"""The basis of those who look at what waits for their organisation."""


@dataclass(frozen=True, slots=True)
class Title:
    """What can be told of a version by its row number. title: empty when it has none or may not be told."""

    type: str
    id: str
    title: str


def shown_rows(visit: LoggedVisit) -> dict[int, str | None]:
    """List the row numbers of what a visit showed, with the type where some log row says it: a search over several types does not."""
    shown: dict[int, str | None] = {}
    for each in visit.rows:
        if _shows(each):
            only = each.type if each.type and "," not in each.type else None
            shown |= {row: only or shown.get(row) for row in each.shown}
    return shown


def line_of(visit: LoggedVisit, titles: Mapping[int, Title]) -> VisitLine:
    """Make one line. titles: of what the reader of the log may see herself, by row number."""
    head = _head(visit.rows)
    actor, ground = _actor(head), _ground(head)
    emergency = ground.emergency.reason if ground.emergency else "gate.emergency.other"
    return VisitLine(
        visit=visit.visit,
        place=visit.place,
        kind=_kind(head, actor),
        state=_state(visit.rows),
        who=actor.name,
        key=actor.key,
        hpr=actor.hpr,
        profession=actor.profession,
        organisation=actor.organisation,
        organisation_name=actor.organisation_name,
        unit_name=actor.unit_name,
        department=actor.department,
        first=visit.rows[0].at,
        last=visit.rows[-1].at,
        purpose=ground.purpose,
        basis=ground.basis,
        user_selected=ground.user_selected and actor.kind == "staff" and bool(ground.basis),
        service=ground.service,
        details=ground.details,
        emergency=emergency if ground.is_emergency else "",
        opened=_opened(visit, titles),
        seen=_seen(visit, titles),
        written=_written(visit.rows),
        refusals=_refusals(visit.rows),
        acts=len(visit.rows),
        role=str(head.detail.get("role", "")) if head else "",
        office=_office(actor, ground),
        is_listed=_is_listed(visit.rows, actor, ground),
    )


def _shows(row: LogRow) -> bool:
    """A row that handed something out to the visitor; the gate's own questions hand out nothing."""
    return row.action in _SHOWING and bool(row.shown) and "about" not in row.detail


def _head(rows: Sequence[LogRow]) -> LogRow | None:
    """Find the row that says who and why: the opening, else the finding or refusal that came without one."""
    saying = [row for row in rows if "actor" in row.detail]
    opening = (row for row in saying if row.action == "open")
    grounded = (row for row in saying if "ground" in row.detail)
    return next(opening, None) or next(grounded, None) or next(iter(saying), None)


def _actor(head: LogRow | None) -> Actor:
    return actor_from(head.detail) if head else _UNKNOWN


def _ground(head: LogRow | None) -> Ground:
    return ground_from(head.detail) if head and "ground" in head.detail else _NO_GROUND


def actor_of(visit: LoggedVisit) -> Actor:
    """Say who came, as the log has it: nobody we know when it does not say."""
    return _actor(_head(visit.rows))


def _office(actor: Actor, ground: Ground) -> str:
    """Say in which office personnel came: for what is no treatment, and in a list of questions only that office sees."""
    if actor.kind != "staff" or ground.purpose not in OFFICE_PURPOSES:
        return ""
    return next(iter(actor.posts), PRIVACY_OFFICER if ground.purpose == REVIEW else REGISTRAR)


def _is_listed(rows: Sequence[LogRow], actor: Actor, ground: Ground) -> bool:
    is_work = ground.purpose == REVIEW or ground.basis == WORKLIST
    return actor.kind == "staff" and is_work and not any(row.action in ("open", "refuse") for row in rows)


def _kind(head: LogRow | None, actor: Actor) -> LineKind:
    if head is None:
        return "unknown"
    if actor.kind == "citizen":
        return "self" if head.detail.get("role", "self") == "self" and head.detail.get("rule") != "VIS-2" else "relative"
    return actor.kind


def _state(rows: Sequence[LogRow]) -> LineState:
    """Say how far it came. A system that asks all records at once opens none and may see or write all the same."""
    actions = {row.action for row in rows}
    if "open" in actions or actions & _WRITING or any(_shows(row) for row in rows):
        return "opened"
    return "refused" if "refuse" in actions else "found"


def _seen(visit: LoggedVisit, titles: Mapping[int, Title]) -> tuple[Seen, ...]:
    """Count different resources by type; versions of one the reader can name count once."""
    by_type: dict[str, dict[object, str]] = {}
    for row, type_ in shown_rows(visit).items():
        known = titles.get(row)
        name = _told_type(known.type if known else type_)
        by_type.setdefault(name, {})[(known.type, known.id) if known else row] = known.title if known else ""
    return tuple(Seen(name, len(found), _told(found.values())) for name, found in sorted(by_type.items())) + _log_read(visit.rows)


def _opened(visit: LoggedVisit, titles: Mapping[int, Title]) -> tuple[str, ...]:
    """Name what was opened by itself, in the order it was, as against what merely stood in a list."""
    rows = [row for each in visit.rows if each.action in _OPENING and _shows(each) for row in each.shown]
    return _told(titles[row].title for row in rows if row in titles)


def _told_type(type_: str | None) -> str:
    return type_ if type_ in TOLD_TYPES else ""


def _told(titles: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(title for title in titles if title))[:_MOST_TITLES]


def _log_read(rows: Sequence[LogRow]) -> tuple[Seen, ...]:
    times = sum(row.type == "AuditEvent" for row in rows)
    return (Seen("AuditEvent", times),) if times else ()


def _written(rows: Sequence[LogRow]) -> tuple[Seen, ...]:
    counts = Counter[str]()
    for row in rows:
        if row.action in _WRITING and row.outcome == "done":
            counts[_told_type(row.type)] += max(len(row.ids), 1)
    return tuple(Seen(name, count) for name, count in sorted(counts.items()))


def _refusals(rows: Sequence[LogRow]) -> tuple[Refusal, ...]:
    """Count refusals by reason. A refused reading and the row that explains it are one: the explaining one counts."""
    texts = Counter(_text(row.detail) for row in rows if row.action == "refuse")
    explained = sum(row.action == "refuse" and bool(row.detail.get("explains")) for row in rows)
    bare = sum(row.action != "refuse" and row.outcome == "refused" for row in rows) - explained
    if bare > 0:
        texts[""] += bare
    return tuple(Refusal(text, count) for text, count in sorted(texts.items()))


def _text(detail: Mapping[str, Any]) -> str:
    return str(detail.get("text", ""))
