"""The receipt of our own desk: a clinic that reads there has what is sent again to it as soon as it is sent.

The citizen writes no receipt (DLG-5): the desk does, for the organisation that keeps the message, and her log says so.
Source: docs/spec/dialogue.md#DLG-7.
"""

from dataclasses import replace

import orjson

from innsyn.gate.actors import Actors
from innsyn.gate.opening import Opening
from innsyn.gate.reading import Reading
from innsyn.gate.refused import Refused
from innsyn.gate.resuming import Resuming
from innsyn.gate.rules.case import CITIZENS
from innsyn.gate.standing.elements import without
from innsyn.gate.standing.messages import message_from, received
from innsyn.gate.visit import Visit
from innsyn.gate.writing import Writing
from innsyn.kernel.clock import Instant
from innsyn.record.stored import Stored, Write


class DeskReceipts:
    """given."""

    def __init__(self, actors: Actors, opening: Opening, reading: Reading, writing: Writing, resuming: Resuming) -> None:
        """actors: know the organisation. opening, resuming: of a visit of the desk's own, for this receipt alone."""
        self._actors, self._opening, self._reading, self._writing, self._resuming = actors, opening, reading, writing, resuming

    async def given(self, visit: Visit, id_: str, now: Instant) -> bool:
        """Write that the desk has a message of the citizen's: asked for by whoever knows that it is the desk's.

        visit: hers. id_: of the Communication.
        Returns false where nothing was written: it is no message of hers that is on its way, or somebody was there before."""
        found = await self._reading.read(visit, "Communication", id_, now)
        body = orjson.loads(found.body) if isinstance(found, Stored) and found.body else {}
        said = message_from(body)
        is_under_way = said is not None and said.side == "citizen" and said.state == "sent"
        if said is None or not is_under_way or visit.role not in CITIZENS or not isinstance(found, Stored) or found.custodian is None:
            return False
        desk = await self._actors.system("", organisation=found.custodian)
        delivers = await self._opening.delivery(replace(desk, name=desk.organisation_name), visit.owner, now, None)
        if isinstance(delivers, Refused):
            return False
        octets = orjson.dumps(received(without(body, "id", "meta"), now))
        write = Write("update", "Communication", octets, id=id_, expected_version=found.version, may_create=False)
        answer = await self._writing.write(delivers, [write], now)
        await self._resuming.close(delivers, now)
        return isinstance(answer, tuple)
