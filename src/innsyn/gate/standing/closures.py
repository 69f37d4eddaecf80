"""Spans in which a calendar is closed, as they stand in its Schedule, and the mark of a time that was closed with one of them.

Source: HL7 FHIR R4 Schedule, Slot; docs/spec/appointments.md#APP-8.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, time, timedelta
from typing import Any

from innsyn.kernel.clock import NORWAY, Instant, instant

CLOSURE, CLOSED_WITH = "urn:innsyn:closure", "urn:innsyn:closed-with"
"""Extensions: of a Schedule, one for each span; of a Slot, the id of the span it was closed with."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Closure:
    """One span. since, until: half open. reason: for colleagues, never shown to a patient. by: name of who closed."""

    id: str
    since: Instant
    until: Instant
    reason: str = field(default="", repr=False)
    by: str = field(default="", repr=False)

    @property
    def whole_days(self) -> tuple[date, date] | None:
        """Say the first and the last day, when it is of whole days; None otherwise."""
        return whole_days(self.since, self.until)

    def covers(self, start: Instant, end: Instant) -> bool:
        """Say whether a time lies wholly or partly within."""
        return self.since < end and start < self.until


def whole_days(since: Instant, until: Instant) -> tuple[date, date] | None:
    """Say the first and the last day of a half-open span of whole days in Norway; None for any other."""
    first, end = since.astimezone(NORWAY), until.astimezone(NORWAY)
    return (first.date(), end.date() - timedelta(days=1)) if first.time() == end.time() == time.min else None


def closures_of(body: Mapping[str, Any]) -> tuple[Closure, ...]:
    """Read the spans of a Schedule, by when they begin. One that cannot be read is passed over."""
    read = [_closure(each) for each in body.get("extension", ()) if each.get("url") == CLOSURE]
    return tuple(sorted((each for each in read if each), key=lambda each: (each.since, each.id)))


def with_closures(body: Mapping[str, Any], closures: Sequence[Closure]) -> dict[str, Any]:
    """Write a Schedule anew with these spans in place of those it had."""
    bare = {name: value for name, value in body.items() if name not in ("id", "meta", "extension")}
    said = [each for each in body.get("extension", ()) if each.get("url") != CLOSURE] + [_written(each) for each in closures]
    return {**bare, **({"extension": said} if said else {})}


def closed_with(body: Mapping[str, Any]) -> str:
    """Say with which span a Slot was closed; empty for none."""
    return next((str(each.get("valueString", "")) for each in body.get("extension", ()) if each.get("url") == CLOSED_WITH), "")


def marked(body: Mapping[str, Any], closure_id: str) -> dict[str, Any]:
    """Write a Slot anew with the mark of a span, or with none when the id is empty."""
    bare = {name: value for name, value in body.items() if name != "extension"}
    said = [each for each in body.get("extension", ()) if each.get("url") != CLOSED_WITH]
    said += [{"url": CLOSED_WITH, "valueString": closure_id}] if closure_id else []
    return {**bare, **({"extension": said} if said else {})}


def _written(closure: Closure) -> dict[str, Any]:
    said = [
        {"url": "id", "valueString": closure.id},
        {"url": "period", "valuePeriod": {"start": closure.since.isoformat(), "end": closure.until.isoformat()}},
        *({"url": name, "valueString": words} for name, words in (("reason", closure.reason), ("by", closure.by)) if words),
    ]
    return {"url": CLOSURE, "extension": said}


def _closure(extension: Mapping[str, Any]) -> Closure | None:
    said = {each.get("url"): each for each in extension.get("extension", ())}
    period = said.get("period", {}).get("valuePeriod", {})
    try:
        since, until = instant(str(period.get("start"))), instant(str(period.get("end")))
    except ValueError:
        return None
    texts = {name: str(said.get(name, {}).get("valueString", "")) for name in ("id", "reason", "by")}
    return Closure(**texts, since=since, until=until) if texts["id"] and since < until else None
