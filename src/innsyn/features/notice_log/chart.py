"""Asks the gate what of the things notices are about can be read now, and for what has a limit: three statements, however much there is."""

import asyncio
import json
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from innsyn.features.notice_log.limits import HERS, Limit, limits
from innsyn.features.notice_log.lines import Things
from innsyn.gate.gate import Gate
from innsyn.gate.values import BeginsWithin, Found, Query, Stored, TokenIs
from innsyn.gate.visit import Visit
from innsyn.kernel.clock import Instant
from innsyn.web.leading import Place

_MOST = 100
_BEHIND = timedelta(days=14)
"""So long is a booking shown whose hour came before its answer."""

_HELD = TokenIs("status", ((None, "pending"), (None, "booked")))
_UNDER_WAY = TokenIs("status", tuple((None, each) for each in ("requested", "received", "accepted", "failed", "in-progress", "not-done")))


async def readable(gate: Gate, visit: Visit, wanted: frozenset[Place], *, now: Instant) -> Things:
    """Give those of these resources that the reader may read now."""
    if not wanted:
        return {}
    types, ids = tuple(sorted({each.type for each in wanted})), tuple(sorted((None, each.id) for each in wanted))
    found = await gate.search(visit, Query(types, (TokenIs("_id", ids),), count=_MOST), now)
    rows = found.rows if isinstance(found, Found) else ()
    return {Place(row.type, row.id): _body(row) for row in rows if Place(row.type, row.id) in wanted}


async def with_limits(gate: Gate, visit: Visit, *, now: Instant) -> tuple[Limit, ...]:
    """Give what has a limit, the worst first. What the reader may not do anything about is not told to have a deadline."""
    queries = (
        Query(("Appointment",), (BeginsWithin(now - _BEHIND), _HELD), count=_MOST, order="oldest"),
        Query(("Communication", "Task"), (_UNDER_WAY,), count=_MOST),
    )
    found = await asyncio.gather(*[gate.search(visit, query, now) for query in queries])
    rows = [row for page in found if isinstance(page, Found) for row in page.rows]
    keepers = {f"/appointments/{row.id}": row.custodian or "" for row in rows}
    told = limits([_body(row) for row in rows], now)
    return tuple([each for each in told if each.kind not in HERS or await gate.booking.allows(visit, keepers[each.href], now)])


def _body(row: Stored) -> Mapping[str, Any]:
    body: Mapping[str, Any] = json.loads(row.body) if row.body else {}
    return body
