"""The sandbox's ready-made clients: registered once with the data folder's keys, and left alone afterwards."""

import json

import pytest

from innsyn.edge.openid.signing_key import published
from innsyn.kernel.clock import instant
from innsyn.main.keeping import client_key
from innsyn.main.machines import ALL, MACHINES, OWN
from innsyn.main.sandbox_clients import BEARER_CLIENT, CLINIC_SCOPES, CLINICS, DPOP_CLIENT, settle_clients
from innsyn.main.settings import read_settings
from innsyn.main.world import demo_organisation, known_world
from innsyn.web.clients import By
from innsyn.web.clients.memory import MemoryClients
from innsyn.web.clients.public_keys import read_keys

NOW = instant("2026-11-22T10:00:00+00:00")


@pytest.fixture
def settings(tmp_path):
    return read_settings({"INNSYN_DATA": str(tmp_path), "INNSYN_SANDBOX": "on", "INNSYN_BASE_URL": "http://127.0.0.1:8000"})


async def test_one_is_bound_and_one_may_do_without_and_both_are_the_trusts(settings):
    clients = MemoryClients()
    await settle_clients(settings, clients, now=NOW)
    found = {client.client_id: client for client in await clients.of(demo_organisation(known_world(settings.data, NOW)))}
    assert {name: client.allows_bearer for name, client in found.items()} == {DPOP_CLIENT: False, BEARER_CLIENT: True}
    for name, client in found.items():
        kept = read_keys(json.dumps(published(client_key(settings, name, ""))))
        assert read_keys(client.keys).keys() == kept.keys()
        assert '"d"' not in client.keys


async def test_an_office_on_the_wire_has_a_client_of_its_own_with_no_more_than_it_needs(settings):
    clients = MemoryClients()
    await settle_clients(settings, clients, now=NOW)
    land = known_world(settings.data, NOW)
    for office, client_id in CLINICS.items():
        (client,) = await clients.of(land.organisations[office].number)
        assert (client.client_id, client.scopes, client.allows_bearer) == (client_id, CLINIC_SCOPES, False)
        assert json.loads(client.keys)["keys"][0]["crv"] == "P-256"
        assert "*" not in client.scopes
        assert '"d"' not in client.keys


async def test_a_second_start_changes_nothing_and_an_ended_one_stays_ended(settings):
    clients = MemoryClients()
    await settle_clients(settings, clients, now=NOW)
    await clients.revoke(DPOP_CLIENT, by=By("x", "x"), now=NOW)
    await settle_clients(settings, clients, now=NOW)
    assert (await clients.find(DPOP_CLIENT)).is_revoked
    assert len(await clients.events(BEARER_CLIENT)) == 1


def test_each_machine_is_known_in_one_place():
    assert not MACHINES.keys() & OWN.keys()
    assert ALL.keys() == MACHINES.keys() | OWN.keys()
