"""Actions of a plan that stand in Tasks of their own: what a plan's activity points to instead of saying it itself.

Source: HL7 FHIR R4 CarePlan.activity.reference, Task.executionPeriod; docs/spec/calendar.md#CAL-3.
"""

import json
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from innsyn.features.calendar.entry import Entry, State
from innsyn.features.calendar.from_fhir import action_entry, action_mark
from innsyn.features.calendar.span import Span
from innsyn.features.calendar.timing import day_of
from innsyn.gate.standing.calendar import Done, kind_of
from innsyn.gate.values import Stored

Resource = Mapping[str, Any]

_TO_DO = frozenset({"requested", "received", "accepted", "ready", "in-progress", "completed"})
_TASK = "Task/"


def referenced_actions(plan: Stored, tasks: Mapping[str, Stored], span: Span) -> Iterator[Entry]:
    """Read what a plan asks in other words than its own. tasks: those the reader may see, by id."""
    body: Resource = json.loads(plan.body)
    for task_id, mark in _named(body):
        task: Resource = json.loads(tasks[task_id].body) if task_id in tasks else {}
        days = days_of(task)
        if days is not None and days[0] <= span.last and days[1] >= span.first:
            state: State = "done" if task.get("status") == "completed" else "planned"
            yield action_entry(plan, state, days, title=str(task.get("description") or ""), action=mark)


def task_of(plan: Resource, done: Done) -> str:
    """Say the id of the Task an action stands in; empty when the plan says it itself, or does not say it at all."""
    return next((task_id for task_id, mark in _named(plan) if mark == done.action), "")


def days_of(task: Resource) -> tuple[date, date] | None:
    """Say the first and last day of a Task that is to be done; None for one without days, called off, or of another kind."""
    if task.get("status") not in _TO_DO or kind_of(task) is not None:
        return None
    period = task.get("executionPeriod") or {}
    first, last = day_of(period.get("start")), day_of(period.get("end"))
    return (first, max(first, last or first)) if first else None


def _named(plan: Resource) -> Iterator[tuple[str, str]]:
    for activity in plan.get("activity") or () if plan.get("status") == "active" else ():
        reference = str((activity.get("reference") or {}).get("reference") or "")
        if reference.startswith(_TASK):
            yield reference.removeprefix(_TASK), action_mark(activity)
