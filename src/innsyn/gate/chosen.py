"""What the nation and the trusts have chosen about access, for anybody to read: what holds today and what is to come.

Source: docs/spec/policies.md#POL-6; docs/adr/0025-access-policies.md.
"""

from dataclasses import dataclass

from innsyn.gate.directory import Directory
from innsyn.gate.policies import PolicyBook, policies_on
from innsyn.gate.rules.policy import NATION, Policy
from innsyn.kernel.clock import Instant, norwegian_date


@dataclass(frozen=True, slots=True)
class Chosen:
    """One choice. number: organisation number, `NATION` for the nation. name: as the directory has it, empty for the nation.

    is_coming: it begins on a day after today."""

    number: str
    name: str
    policy: Policy
    is_coming: bool


async def chosen(policies: PolicyBook, directory: Directory, now: Instant) -> tuple[Chosen, ...]:
    """List the choices that hold and those to come: the nation's first, then each trust's by name, each from its first day on."""
    dated, today = await policies.learn(now), norwegian_date(now)
    standing = policies_on(dated, today).by_trust.items()
    coming = [(number, policy) for number, policy in dated if policy.since > today]
    found = [Chosen(number, await _name(directory, number), policy, policy.since > today) for number, policy in [*standing, *coming]]
    return tuple(sorted(found, key=lambda each: (each.number != NATION, each.name.casefold(), each.number, each.policy.since)))


async def _name(directory: Directory, number: str) -> str:
    organisation = await directory.organisation(number) if number != NATION else None
    return organisation.name if organisation else "" if number == NATION else number
