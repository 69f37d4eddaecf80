"""The doors: the real provider when it is named, the simulator in the sandbox, and neither otherwise."""

import httpx
import pytest

from innsyn.kernel.clock import system_clock
from innsyn.main.doors import helseid, idporten, registrations
from innsyn.main.settings import SettingProblem, read_settings

BASE = "https://innsyn.example"


def settings(tmp_path, **more):
    given = {"DATA": str(tmp_path), "BASE_URL": BASE, **more}
    return read_settings({f"INNSYN_{name}": value for name, value in given.items()})


@pytest.fixture
async def http():
    async with httpx.AsyncClient() as client:
        yield client


@pytest.mark.parametrize("door", [idporten, helseid])
async def test_a_named_provider_or_the_sandboxs_makes_a_door(tmp_path, http, door):
    named = {"IDPORTEN_ISSUER": "https://idporten.example", "HELSEID_ISSUER": "https://helseid.example"}
    assert door(settings(tmp_path, **named), http, system_clock)
    assert door(settings(tmp_path, SANDBOX="on"), http, system_clock)


@pytest.mark.parametrize(("door", "name"), [(idporten, "INNSYN_IDPORTEN_ISSUER"), (helseid, "INNSYN_HELSEID_ISSUER")])
async def test_without_provider_and_sandbox_the_setting_to_mend_is_named(tmp_path, http, door, name):
    with pytest.raises(SettingProblem, match=name):
        door(settings(tmp_path), http, system_clock)


def test_every_address_we_are_sent_back_to_is_registered_without_a_query(tmp_path):
    (citizen,), (staff,) = registrations(settings(tmp_path))
    assert {f"{BASE}/logged-out", f"{BASE}/login/citizen"} <= set(citizen.post_logout_redirect_uris)
    assert {f"{BASE}/logged-out", f"{BASE}/desk/login"} <= set(staff.post_logout_redirect_uris)
    assert citizen.redirect_uris == (f"{BASE}/login/callback",)
    assert staff.redirect_uris == (f"{BASE}/desk/login/callback",)


def test_what_the_simulators_know_of_us_is_public(tmp_path):
    for (client,) in registrations(settings(tmp_path)):
        assert client.public_keys["keys"]
        assert not any("d" in key for key in client.public_keys["keys"])


def test_our_key_is_the_same_after_a_restart_and_another_in_another_folder(tmp_path):
    first, again = (registrations(settings(tmp_path / "one"))[0][0].public_keys for _ in range(2))
    other = registrations(settings(tmp_path / "two"))[0][0].public_keys
    assert first == again
    assert first != other
