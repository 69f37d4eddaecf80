"""An administrator at the desk of the world's first trust, and somebody who is none."""

import json

import pytest
from joserfc.jwk import ECKey

from innsyn.features import clients
from innsyn.gate.tests.samples import NOW, OTHER_TRUST, TRUST, a_number, keep, role
from innsyn.kernel.systems import PRACTITIONER_ROLE

KEYS = json.dumps({"keys": [ECKey.generate_key("P-256", auto_kid=True).as_dict(private=False)]})


class Desk:
    """Somebody at the desk with the page of clients."""

    def __init__(self, actor, site, reader):
        self.actor, self.site, self.reader = actor, site, reader
        self.get, self.post = reader.get, reader.post

    async def registers(self, client_id="journal", *, status=303, **changed):
        """Fill in the form and post it."""
        fields = {
            "client_id": client_id,
            "name": "Journalsystemet",
            "contact": "drift@example.no",
            "scopes": "system/*.rs",
            "keys": KEYS,
        }
        sent = {name: value for name, value in (fields | changed).items() if value is not None}
        return await self.post("/desk/clients/new", sent, status=status)


@pytest.fixture
def site(world):
    """One site, so that everybody meets the same registry."""
    return world.site((clients.FEATURE,))


@pytest.fixture
def sits_down(world, site):
    """Give a way to be somebody at the desk."""

    async def at(*, is_administrator, organisation=TRUST, language="nb"):
        unit = "fjord" if organisation == TRUST else "dal"
        if is_administrator:
            coding = {"coding": [{"system": PRACTITIONER_ROLE, "code": "ict"}]}
            system = await world.gate_world.gate.actors.system("Katalogen", organisation=TRUST)
            post = {**role(f"nina-ict-{unit}", "nina", unit), "code": [coding]}
            await world.gate_world.gate.write_directory(system, [keep(post)], NOW)
        actor = await world.gate_world.nurse(number=a_number(), organisation=organisation, unit=organisation)
        return Desk(actor, site, await site.staff(actor, accept_language=language))

    return at


@pytest.fixture
async def frode(sits_down):
    """An administrator of the trust."""
    return await sits_down(is_administrator=True)


@pytest.fixture
def other_trust():
    """The number of the second organisation."""
    return OTHER_TRUST


@pytest.fixture
def keys():
    """A public key set."""
    return KEYS
