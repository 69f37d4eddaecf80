"""Which population register is asked: the named one, the sandbox's, or none; and the sandbox's over its own wire."""

import httpx
import pytest
from joserfc.jwk import ECKey

from innsyn.edge.population_register import Folkeregisteret
from innsyn.gate.register import NotRegistered, RegisteredPerson
from innsyn.gate.register_memory import NoRegister
from innsyn.kernel.clock import SteppingClock, instant
from innsyn.kernel.ids import person_number
from innsyn.main.population_register import population_register, simulated_register
from innsyn.main.settings import SettingProblem, read_settings
from innsyn.main.world import known_world

NOW = instant("2026-11-22T08:00:00+00:00")
REAL = "https://register.example/folkeregisteret/offentlig-med-hjemmel/api"


def settings(tmp_path, **more):
    given = {"DATA": str(tmp_path), "BASE_URL": "https://innsyn.example", **more}
    return read_settings({f"INNSYN_{name}": value for name, value in given.items()})


@pytest.fixture
async def http():
    async with httpx.AsyncClient() as client:
        yield client


def test_without_register_and_sandbox_nobody_is_registered(tmp_path, http):
    assert isinstance(population_register(settings(tmp_path), http).people, NoRegister)
    assert population_register(settings(tmp_path), http).feed is None
    assert not (tmp_path / "keys").exists()


def test_named_register_is_asked_with_tokens_of_the_named_issuer(tmp_path, http):
    named = settings(tmp_path, POPULATION_REGISTER_URL=REAL, MASKINPORTEN_ISSUER="https://maskinporten.example")
    assert isinstance(population_register(named, http).people, Folkeregisteret)


@pytest.mark.parametrize("sandbox", ["on", "off"])
def test_named_register_without_an_issuer_is_not_asked_with_the_simulators_tokens(tmp_path, http, sandbox):
    with pytest.raises(SettingProblem, match="INNSYN_MASKINPORTEN_ISSUER"):
        population_register(settings(tmp_path, POPULATION_REGISTER_URL=REAL, SANDBOX=sandbox), http)


def test_key_that_maskinporten_does_not_take_is_named(tmp_path, http):
    (tmp_path / "key.pem").write_text(str(ECKey.generate_key("P-256").as_dict(private=True)).replace("'", '"'))
    with pytest.raises(SettingProblem, match="INNSYN_MASKINPORTEN_KEY"):
        population_register(settings(tmp_path, SANDBOX="on", MASKINPORTEN_KEY=str(tmp_path / "key.pem")), http)


async def test_sandboxs_register_knows_the_nation_and_takes_our_key_after_a_restart_too(tmp_path):
    given, clock = settings(tmp_path, SANDBOX="on"), SteppingClock(NOW)
    nation = known_world(tmp_path, NOW)
    keys = []
    for _ in range(2):
        async with httpx.AsyncClient(transport=httpx.ASGITransport(simulated_register(given, nation, clock))) as http:
            register = population_register(given, http).people
            ella = await register.person(person_number(nation.people["ella"].number), now=NOW)
            stranger = await register.person(person_number("17859010067"), now=NOW)
        assert isinstance(ella, RegisteredPerson)
        assert [parent.relation for parent in ella.parents] == ["mother", "co_mother"]
        assert stranger == NotRegistered()
        keys.append(ella.address_key)
    assert keys[0] == keys[1] is not None
