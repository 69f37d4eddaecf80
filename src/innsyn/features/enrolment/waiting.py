"""What waits for the region's office, newest last: whoever has waited longest comes first."""

import orjson

from innsyn.gate.posts import REGIONAL_OFFICE
from innsyn.gate.standing.enrolments import Enrolment, enrolment_of
from innsyn.gate.values import Found
from innsyn.gate.worklists import Wanted
from innsyn.web import StaffCall

_MOST = 200


async def is_office(call: StaffCall) -> bool:
    """Say whether the reader decides for a region: asked anew each time."""
    return REGIONAL_OFFICE in await call.gate.posts(call.actor)


async def waiting(call: StaffCall) -> tuple[Enrolment, ...]:
    """List the requests that wait; none for whoever does not decide."""
    found = await call.gate.worklist(call.actor, Wanted("enrolment", statuses=("requested",), count=_MOST), call.now)
    rows = found.rows if isinstance(found, Found) else ()
    asked = [each for row in rows if (each := enrolment_of(orjson.loads(row.body), row.id)) is not None]
    return tuple(sorted(asked, key=lambda each: each.asked_at or call.now))
