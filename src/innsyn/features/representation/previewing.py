"""My record as somebody else would see it, before she does: decided by the rules that decide when it counts.

Source: docs/spec/preview.md.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time

import orjson

from innsyn.features.representation.titles import title_of
from innsyn.gate.gate import Gate
from innsyn.gate.grounds import REPRESENTS
from innsyn.gate.preview import AS_IT_IS, Counted, Previewed, Supposing, Viewer
from innsyn.gate.rules.areas import AREAS, Area
from innsyn.gate.rules.relations import Grant
from innsyn.gate.values import Query, Stored
from innsyn.gate.visit import Actor, Visit
from innsyn.kernel.clock import NORWAY, Instant, norwegian_date
from innsyn.kernel.outcome import Verdict

_NEVER_LISTED = frozenset({"Binary", "DocumentManifest", "Specimen", "MolecularSequence", "AppointmentResponse", "Schedule", "Slot"})
"""Parts of other things: they open with them, and are not counted beside them."""

_LOOKED_AT, _SHOWN = 12, 3


@dataclass(frozen=True, slots=True)
class Titled:
    """One thing. at: when what it tells of happened, None when unknown."""

    title: str = field(repr=False)
    at: Instant | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One area. seen, closed: how much she would see, and how much the asker sees that she would not; None where it is not counted.

    newest, withheld: the newest of each."""

    area: Area
    seen: int | None
    closed: int | None
    newest: tuple[Titled, ...] = ()
    withheld: tuple[Titled, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """open: areas she would have. shut: areas she would not. verdict: why she could not come in at all; None when she could."""

    open: tuple[Part, ...]
    shut: tuple[Part, ...]
    verdict: Verdict | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Eyes:
    """Through whose eyes, supposing what, and when. areas: those she would have. on: the first day."""

    key: str
    name: str = field(repr=False)
    areas: frozenset[Area]
    supposing: Supposing = AS_IT_IS
    on: date | None = None

    @property
    def viewer(self) -> Viewer:
        """Say how she would come: of age, and not protected, which was found out before."""
        actor = Actor(kind="citizen", key=self.key, name=self.name, level="high", is_adult=True, is_protected=False)
        return Viewer(actor=actor, role="attorney", ground=REPRESENTS["attorney"])

    def instant(self, now: Instant) -> Instant:
        """Say the first instant of the day, or now when the day has begun."""
        if self.on is None or self.on <= norwegian_date(now):
            return now
        return datetime.combine(self.on, time.min, tzinfo=NORWAY).astimezone(UTC)


def anybodys_eyes() -> Eyes:
    """See with the eyes of somebody who has been given everything: whether the giver may give at all."""
    anybody = Grant(id="", key="anybody", areas=frozenset(AREAS))
    return Eyes(key=anybody.key, name="", areas=anybody.areas, supposing=Supposing(grants=(anybody,)))


async def preview(gate: Gate, visit: Visit, eyes: Eyes, now: Instant) -> Preview:
    """Look at the whole record with her eyes, area by area."""
    open_parts = [await _part(gate, visit, eyes, area, now, with_titles=True) for area in AREAS if area in eyes.areas]
    shut_parts = [await _part(gate, visit, eyes, area, now, with_titles=False) for area in AREAS if area not in eyes.areas]
    return Preview(open=tuple(open_parts), shut=tuple(shut_parts), verdict=await verdict(gate, visit, eyes, now))


async def verdict(gate: Gate, visit: Visit, eyes: Eyes, now: Instant) -> Verdict | None:
    """Say why she could not come in at all, or None when she could."""
    page = await gate.preview(
        visit, eyes.viewer, Query(("Patient",), count=1), now, supposing=eyes.supposing, on=eyes.instant(now)
    )  # fmt: skip
    return page.verdict if isinstance(page, Previewed) else Verdict(False, "gate.rule.silence", "GATE-0")


async def lost(gate: Gate, visit: Visit, eyes: Eyes, consent_id: str, now: Instant) -> tuple[Part, ...]:
    """Say what she would no longer see without one power of attorney: other ones she has may open the same."""
    without = Supposing(without=frozenset({consent_id}))
    parts = []
    for area in (each for each in AREAS if each in eyes.areas):
        before = await _counted(gate, visit, eyes, area, now, AS_IT_IS)
        after = await _counted(gate, visit, eyes, area, now, without)
        gone = None if before is None or after is None else before.seen - after.seen
        parts.append(Part(area=area, seen=gone, closed=None))
    return tuple(parts)


async def _part(gate: Gate, visit: Visit, eyes: Eyes, area: Area, now: Instant, *, with_titles: bool) -> Part:
    counted = await _counted(gate, visit, eyes, area, now, eyes.supposing)
    if counted is None:
        return Part(area=area, seen=None, closed=None)
    rows = await _rows(gate, visit, eyes, area, now) if with_titles and counted.seen + counted.closed else ()
    return Part(
        area=area,
        seen=counted.seen,
        closed=counted.closed,
        newest=_titled(row for row, is_seen in rows if is_seen),
        withheld=_titled(row for row, is_seen in rows if not is_seen),
    )


async def _counted(gate: Gate, visit: Visit, eyes: Eyes, area: Area, now: Instant, supposing: Supposing) -> Counted | None:
    if area == "log":
        return None
    counted = await gate.preview_counts(visit, eyes.viewer, _types(area), now, supposing=supposing, on=eyes.instant(now))
    return counted if isinstance(counted, Counted) else Counted(0, 0)


async def _rows(gate: Gate, visit: Visit, eyes: Eyes, area: Area, now: Instant) -> tuple[tuple[Stored, bool], ...]:
    query = Query(_types(area), count=_LOOKED_AT)
    page = await gate.preview(visit, eyes.viewer, query, now, supposing=eyes.supposing, on=eyes.instant(now))
    return page.rows if isinstance(page, Previewed) else ()


def _types(area: Area) -> tuple[str, ...]:
    return tuple(sorted(AREAS[area] - _NEVER_LISTED))


def _titled(rows: Iterable[Stored]) -> tuple[Titled, ...]:
    found = (Titled(title_of(orjson.loads(row.body)), row.clinical_at) for row in rows)
    return tuple([each for each in found if each.title][:_SHOWN])
