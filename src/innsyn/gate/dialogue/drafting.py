"""Whose a draft is: everybody's who acts for the patient, or its writer's own until it is sent.

Source: docs/spec/dialogue.md#DLG-2, #DLG-10.
"""

from innsyn.gate.access import Access
from innsyn.gate.rules.dialogue_facts import Kind
from innsyn.gate.rules.own_drafts import keeps_own_drafts
from innsyn.gate.visit import Visit
from innsyn.kernel.clock import Instant


class Drafting:
    """is_own."""

    def __init__(self, access: Access) -> None:
        """access: knows what the rules are asked about."""
        self._access = access

    async def is_own(self, visit: Visit, kind: Kind, now: Instant) -> bool:
        """Say whether what is begun in this visit is its writer's own. kind: of what she writes. Nothing is logged: a page asks."""
        return keeps_own_drafts(await self._access.case(visit, now), kind)
