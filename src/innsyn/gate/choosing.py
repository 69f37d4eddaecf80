"""Making a trust's choice of access policy: only who keeps its policy, only for her own trust, never before the next midnight.

Source: docs/spec/policies.md; docs/adr/0025-access-policies.md.
"""

import json
from uuid import uuid4

from innsyn.gate.directory import Directory
from innsyn.gate.offices import NO_POST
from innsyn.gate.policies import PolicyBook, first_day, policy_body
from innsyn.gate.posts import POLICY_KEEPER, holds
from innsyn.gate.refused import Refused
from innsyn.gate.rules.policy import Policy
from innsyn.gate.visit import Actor
from innsyn.gate.visit_log import actor_detail
from innsyn.kernel.clock import Instant
from innsyn.kernel.outcome import Verdict
from innsyn.record.entry import Action, Entry
from innsyn.record.record import Record
from innsyn.record.stored import SHARED, Conflict, Stale, Write

TOO_SOON = Verdict(False, "gate.policy_too_soon", "POL-1", "docs/spec/policies.md#POL-1")
OUT_OF_BOUNDS = Verdict(False, "gate.policy_out_of_bounds", "POL-2", "docs/spec/policies.md#POL-2")
NOT_TAKEN_IN = Verdict(False, "gate.policy_not_taken_in", "POL-2", "docs/spec/policies.md#POL-1")


class Choosing:
    """choose."""

    def __init__(self, record: Record, directory: Directory, policies: PolicyBook) -> None:
        """policies: learns the choice at once in this process; others within a minute."""
        self._record, self._directory, self._policies = record, directory, policies

    async def choose(self, actor: Actor, policy: Policy, now: Instant) -> Policy | Refused:
        """Let a trust choose. See `Gate.choose_policy`."""
        if not await holds(self._directory, actor, POLICY_KEEPER) or actor.organisation is None:
            return Refused(NO_POST)
        if policy.since < first_day(now):
            return Refused(TOO_SOON)
        if not policy.is_within_bounds:
            return Refused(OUT_OF_BOUNDS)
        body = policy_body(actor.organisation, policy, actor.organisation_name)
        write = Write("update", "PlanDefinition", json.dumps(body, ensure_ascii=False).encode(), id=str(body["id"]))
        entry = Entry(uuid4(), now, Action.UPDATE, {"actor": actor_detail(actor)})
        answer = await self._record.write(owner=SHARED, writes=[write], stamp=None, entry=entry)
        if isinstance(answer, Conflict | Stale):
            return Refused(NOT_TAKEN_IN)
        await self._policies.learn(now)
        return policy
