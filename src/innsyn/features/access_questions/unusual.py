"""The privacy officer's own view: accesses of her organisation's personnel that deserve a look, whether somebody has asked or not."""

from datetime import timedelta
from urllib.parse import urlencode
from uuid import UUID

from innsyn.features.access_questions import chart
from innsyn.features.access_questions.desk import QUESTION, REFUSED
from innsyn.gate.log.patterns import PATTERNS
from innsyn.gate.log.sentence import Reader, told
from innsyn.gate.refused import Refused
from innsyn.kernel.clock import Instant, instant
from innsyn.web import ABSENT, Answer, Need, Redirect, StaffCall, View, action, page

HOME = "/desk/unusual"
COUNTED = timedelta(days=30)
_OFFICER = Reader(is_patient=False)
_OWNERS_END = 2**63


@page(HOME, need=Need.STAFF, title="access_questions.unusual.title")
async def unusual(call: StaffCall) -> Answer:
    """List them, newest first, with how many there are of each kind."""
    mark = next((each.key for each in PATTERNS if each.key == call.query.get("mark")), None)
    found = await call.gate.access_reviews.unusual(call.actor, call.now, since=call.now - COUNTED, mark=mark, after=_after(call))
    if isinstance(found, Refused):
        return REFUSED
    counts = [(each.key, found.counts.get(each.key, 0)) for each in PATTERNS if found.counts.get(each.key) or each.key == mark]
    rows = [(row, told(row.line, _OFFICER)) for row in found.rows]
    chosen = {"mark": mark} if mark else {}
    older = f"{HOME}?{urlencode({**chosen, 'at': found.next[0].isoformat(), 'visit': found.next[1]})}" if found.next else ""
    known = {"rows": rows, "counts": counts, "mark": mark, "home": HOME, "older": older, "newer": HOME if call.query.get("at") else ""}
    return View("access_questions/unusual.html", {**known, "days": COUNTED.days})


@action(f"{HOME}/begin", need=Need.STAFF, title="access_questions.unusual.title")
async def begin(call: StaffCall) -> Answer:
    """Take one up: it becomes a question that nobody asked, in the patient's record, and her log says that it was opened."""
    try:
        owner, of = int(call.form.get("record")), UUID(call.form.get("access"))
    except ValueError:
        return ABSENT
    if not 0 < owner < _OWNERS_END:
        return ABSENT
    due_on = await chart.last_day(call.gate, call.actor.organisation or "", now=call.now)
    visit = await call.gate.access_reviews.begin(call.actor, owner, of, call.now, due_on=due_on)
    if isinstance(visit, Refused):
        return ABSENT
    return Redirect(to=f"/desk/visit/{visit.id}{QUESTION}", opens=visit)


def _after(call: StaffCall) -> tuple[Instant, UUID] | None:
    """Read where the page begins; what cannot be read is the beginning."""
    try:
        return instant(call.query.get("at")), UUID(call.query.get("visit"))
    except ValueError:
        return None
