"""Which address register is asked: the named one, the sandbox's, or none; and the sandbox's over its own wire, followed by its events."""

import asyncio

import httpx
import pytest

from innsyn.edge.address_register import Adresseregisteret
from innsyn.kernel.clock import SteppingClock, instant
from innsyn.main import health_contacts as module
from innsyn.main.health_contacts import following_the_contacts, health_contacts, simulated_address_register
from innsyn.main.settings import SettingProblem, read_settings
from innsyn.main.world import known_world
from innsyn.sandbox.people.address_parties import her_id_of_doctor
from innsyn.web.health_contacts import processes
from innsyn.web.health_contacts.memory import NoHealthContacts

NOW = instant("2026-11-22T08:00:00+00:00")
REAL = {
    "ADDRESS_REGISTER_URL": "https://cpe.example",
    "ADDRESS_REGISTER_PROFILES_URL": "https://cppa.example",
    "HELSEID_ISSUER": "https://helseid.example",
}


def settings(tmp_path, **more):
    given = {"DATA": str(tmp_path), "BASE_URL": "https://innsyn.example", **more}
    return read_settings({f"INNSYN_{name}": value for name, value in given.items()})


@pytest.fixture
async def http():
    async with httpx.AsyncClient() as client:
        yield client


class Sandboxed:
    """A sandbox's register and our way to it, at one address. asked: what went over the wire."""

    def __init__(self, tmp_path):
        self.settings, self.clock, self.asked = settings(tmp_path, SANDBOX="on"), SteppingClock(NOW), []
        self.nation = known_world(tmp_path, NOW)
        application = simulated_address_register(self.settings, self.nation, self.clock)
        self.http = httpx.AsyncClient(transport=httpx.ASGITransport(application), event_hooks={"request": [self._note]})
        self.gp = her_id_of_doctor(self.nation, "lien", "trollkatten")

    async def _note(self, request):
        self.asked.append(request.url.path)

    async def takes(self, contacts, process):
        return (await contacts.contact(self.gp, now=self.clock())).takes(process, now=self.clock())

    async def switch_off(self, process):
        asked = {"herId": self.gp, "process": process, "isOn": False}
        assert (await self.http.post("https://innsyn.example/sandbox/address-register/switches", json=asked)).status_code == 200


@pytest.fixture
def sandboxed(tmp_path, monkeypatch):
    """With so long a deadline that a register is silent because it is, and never because the machine is busy."""
    monkeypatch.setattr(module, "DEADLINE_S", 60.0)
    return Sandboxed(tmp_path)


def test_without_register_and_sandbox_there_is_nobody_to_reach(tmp_path, http):
    assert isinstance(health_contacts(settings(tmp_path), http).contacts, NoHealthContacts)
    assert health_contacts(settings(tmp_path), http).register is None
    assert not (tmp_path / "keys").exists()


def test_named_register_is_asked(tmp_path, http):
    assert isinstance(health_contacts(settings(tmp_path, **REAL), http).contacts, Adresseregisteret)


@pytest.mark.parametrize("missing", ["ADDRESS_REGISTER_URL", "ADDRESS_REGISTER_PROFILES_URL"])
def test_half_a_register_is_none(tmp_path, http, missing):
    with pytest.raises(SettingProblem, match="INNSYN_ADDRESS_REGISTER_PROFILES_URL"):
        health_contacts(settings(tmp_path, **REAL | {missing: ""}), http)


@pytest.mark.parametrize("sandbox", ["on", "off"])
def test_named_register_without_an_issuer_is_not_shown_the_simulators_word(tmp_path, http, sandbox):
    with pytest.raises(SettingProblem, match="INNSYN_HELSEID_ISSUER"):
        health_contacts(settings(tmp_path, **REAL | {"HELSEID_ISSUER": "", "SANDBOX": sandbox}), http)


async def test_sandboxs_contacts_are_found_and_a_closed_service_stays_closed_after_a_restart(tmp_path, sandboxed):
    contacts = health_contacts(sandboxed.settings, sandboxed.http).contacts
    assert await sandboxed.takes(contacts, processes.E_CONSULTATION) is True
    await sandboxed.switch_off(processes.E_CONSULTATION)
    after_the_restart = Sandboxed(tmp_path)
    contacts = health_contacts(after_the_restart.settings, after_the_restart.http).contacts
    assert await after_the_restart.takes(contacts, processes.E_CONSULTATION) is False
    assert await after_the_restart.takes(contacts, processes.E_CONTACT) is True


async def test_program_follows_the_register_while_it_runs_and_no_longer(sandboxed):
    contacts = health_contacts(sandboxed.settings, sandboxed.http)
    assert await sandboxed.takes(contacts.contacts, processes.E_CONTACT) is True
    async with following_the_contacts(contacts.register, sandboxed.clock, every_s=0.01):
        await sandboxed.switch_off(processes.E_CONTACT)
        async with asyncio.timeout(60):
            while await sandboxed.takes(contacts.contacts, processes.E_CONTACT):  # noqa: ASYNC110 - it is followed from outside
                await asyncio.sleep(0.01)
    asked = len(sandboxed.asked)
    await asyncio.sleep(0.05)
    assert len(sandboxed.asked) == asked


async def test_following_nothing_asks_nothing(sandboxed):
    async with following_the_contacts(None, sandboxed.clock, every_s=0.01):
        await asyncio.sleep(0.05)
    assert sandboxed.asked == []
