"""What a page says before somebody writes: whom she may write to, and whose the draft will be, everybody's or its writer's own.

Source: docs/spec/dialogue.md#DLG-1, #DLG-2, #DLG-10.
"""

from collections.abc import Iterable

from innsyn.gate.access import Access
from innsyn.gate.decide import decide
from innsyn.gate.rules.dialogue_facts import Kind
from innsyn.gate.rules.own_drafts import keeps_own_drafts
from innsyn.gate.visit import Visit
from innsyn.kernel.clock import Instant
from innsyn.kernel.outcome import Verdict
from innsyn.kernel.systems import DIALOGUE
from innsyn.record.condition import RowFacts


class Drafting:
    """is_own and would_begin."""

    def __init__(self, access: Access) -> None:
        """access: knows what the rules are asked about."""
        self._access = access

    async def is_own(self, visit: Visit, kind: Kind, now: Instant) -> bool:
        """Say whether what is begun in this visit is its writer's own. kind: of what she writes. Nothing is logged: a page asks."""
        return keeps_own_drafts(await self._access.case(visit, now), kind)

    async def would_begin(self, visit: Visit, kinds: Iterable[Kind], organisation: str, now: Instant) -> dict[Kind, Verdict]:
        """Say of which kinds she may begin a conversation with an organisation, and why not of the others. Nothing is logged: a page asks,
        and the writing itself is decided on anew.

        organisation: number of the legal entity that would keep it."""
        case = await self._access.case(visit, now)
        return {kind: decide(case, "write", _begun(kind, organisation, now)).verdict for kind in kinds}


def _begun(kind: Kind, organisation: str, now: Instant) -> RowFacts:
    """Say what the rules look at of a conversation that begins now."""
    return RowFacts(
        type="Task",
        id="",
        custodian=organisation,
        labels=frozenset(),
        recorded_at=now,
        clinical_at=None,
        tokens=frozenset({("code", DIALOGUE, kind), ("status", None, "requested")}),
    )
