"""The calendar: everything with a time in one, as a list, a week or a month; and ticking off what is done.

Source: docs/spec/calendar.md#CAL-1, #CAL-2, #CAL-5.
"""

from datetime import date, timedelta
from typing import Any

from innsyn.features.calendar import chart
from innsyn.features.calendar.lines import by_day, by_first_day, lines
from innsyn.features.calendar.rules import may_keep
from innsyn.features.calendar.span import (
    LISTED,
    Span,
    list_from,
    month_name,
    month_of,
    next_month,
    previous_month,
    week_name,
    week_of,
)
from innsyn.gate.refused import Refused
from innsyn.gate.standing.calendar import Done
from innsyn.gate.values import Conflict
from innsyn.kernel.clock import norwegian_date
from innsyn.web import ABSENT, Answer, CitizenCall, Limit, Need, Redirect, View, action, page

HOME = "/calendar"
CHANGES = Limit(count=120, per_s=600)
_WEEK = timedelta(days=7)


@page(HOME, need=Need.CITIZEN, title="calendar.title")
async def calendar(call: CitizenCall) -> Answer:
    """Show the days asked for: a month, a week, or a list from today on."""
    today = norwegian_date(call.now)
    span = _span(call, today)
    read = span.grid() if span.view == "month" else span
    found = await chart.entries(call.gate, call.visit, read, now=call.now)
    told = await lines(call, found.entries)
    known: dict[str, Any] = {
        "span": span,
        "today": today,
        "is_whole": found.is_whole,
        "days": by_day(told, read),
        "listed": by_first_day(told, span),
        "may_keep": await keeps(call),
        "here": _here(span, today),
        **_ways(span, today),
    }
    return View("calendar/page.html", known)


@action(f"{HOME}/done", need=Need.CITIZEN, title="calendar.title", limit=CHANGES)
async def done(call: CitizenCall) -> Answer:
    """Keep that an action is done, or is not after all."""
    told = _done(call)
    if told is None:
        return ABSENT
    answer = await chart.tick(call.gate, call.visit, told, is_done=call.form.get("done") == "yes", now=call.now)
    if answer is None:
        return ABSENT
    if isinstance(answer, Refused):
        return closed(answer)
    notice = "calendar.changed_meanwhile" if isinstance(answer, Conflict) else None
    back = call.form.get("back")
    return Redirect(to=back if back == HOME or back.startswith(f"{HOME}?") else HOME, notice=notice)


async def keeps(call: CitizenCall) -> bool:
    """Say whether the reader may write in this calendar."""
    return may_keep(call.acting or await call.gate.acting(call.visit, call.now))


def closed(found: Refused) -> Answer:
    """Say why the reader may not write here."""
    known = {"reason": found.verdict.key, "rule": found.verdict.rule, "home": HOME}
    return View("calendar/refused.html", known, status=403)


def _done(call: CitizenCall) -> Done | None:
    try:
        return Done(call.form.get("plan"), call.form.get("action"), date.fromisoformat(call.form.get("on")))
    except ValueError:
        return None


def _span(call: CitizenCall, today: date) -> Span:
    if "month" in call.query:
        return month_of(call.query.get("month"), today)
    if "week" in call.query:
        return week_of(call.query.get("week"), today)
    return list_from(call.query.get("from"), today)


def _here(span: Span, today: date) -> str:
    match span.view:
        case "month":
            return f"{HOME}?month={month_name(span.first)}"
        case "week":
            return f"{HOME}?week={week_name(span.first)}"
    return HOME if span.first == today else f"{HOME}?from={span.first.isoformat()}"


def _ways(span: Span, today: date) -> dict[str, str]:
    """Say the addresses before and after, and those of the other views of the same days."""
    there = today if span.first <= today <= span.last else span.first
    match span.view:
        case "month":
            before, after = (f"{HOME}?month={month_name(each(span.first))}" for each in (previous_month, next_month))
        case "week":
            before, after = (f"{HOME}?week={week_name(span.first + step)}" for step in (-_WEEK, _WEEK))
        case _:
            before, after = (f"{HOME}?from={(span.first + step).isoformat()}" for step in (-LISTED, LISTED))
    return {
        "before": before,
        "after": after,
        "as_list": HOME if there == today else f"{HOME}?from={there.isoformat()}",
        "as_week": f"{HOME}?week={week_name(there)}",
        "as_month": f"{HOME}?month={month_name(there)}",
    }
