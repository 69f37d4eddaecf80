"""Whoever keeps the first trust's policy at the desk, and somebody who does not."""

import pytest

from innsyn.features import policies
from innsyn.gate.tests.samples import NOW, TRUST, a_number, keep, role
from innsyn.kernel.systems import ACCESS_FACT


@pytest.fixture
def sits_down(world):
    """Give a way to be somebody at the desk with the pages of policies."""
    site = world.site((policies.FEATURE,))

    async def at(*, is_keeper, organisation=TRUST):
        if is_keeper:
            system = await world.gate_world.gate.actors.system("Katalogen", organisation=TRUST)
            post = {**role("nina-policy", "nina", "fjord-hf"), "code": [{"coding": [{"system": ACCESS_FACT, "code": "policy-keeper"}]}]}
            await world.gate_world.gate.write_directory(system, [keep(post)], NOW)
        actor = await world.gate_world.nurse(number=a_number(), organisation=organisation, unit=organisation)
        return await site.staff(actor, accept_language="nb")

    return at


@pytest.fixture
async def keeper(sits_down):
    """Who keeps the trust's policy."""
    return await sits_down(is_keeper=True)
