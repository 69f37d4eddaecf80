"""From a good login to the first page: a known citizen stands in her own record, in the language she asked for last time."""

import pytest

from innsyn.gate.tests.samples import HOSPITAL, NOW, NURSE_HPR, TRUST, World, a_number, keep, role
from innsyn.kernel.systems import ACCESS_FACT
from innsyn.main.arriving import Arriving
from innsyn.record.record import Record
from innsyn.web.arrivals import CitizenArrival, NotAdmitted, StaffArrival
from innsyn.web.doors import BoundToken, CitizenLogin, StaffLogin, Workplace
from innsyn.web.preferences import Preference
from innsyn.web.preferences.memory import MemoryPreferences


@pytest.fixture
async def world(database):
    record = await Record.open(database, size=2)
    yield await World(record).settle()
    await record.close()


@pytest.fixture
def preferences():
    return MemoryPreferences()


@pytest.fixture
def arriving(world, preferences):
    return Arriving(world.gate, preferences)


def citizen(number):
    return CitizenLogin(
        person_number=number, eid="BankID", level="high", sid="s", auth_time=NOW, id_token="t", locale="nb", return_to="/",
    )  # fmt: skip


async def test_a_citizen_stands_in_her_own_record(arriving, world):
    owner = await world.moves_in(number := a_number())
    arrival = await arriving.citizen(citizen(number), now=NOW)
    assert isinstance(arrival, CitizenArrival)
    assert (arrival.visit.owner, arrival.visit.role, arrival.locale) == (owner, "self", "")
    assert (await world.told(owner))[-1] == ("open", "done")


async def test_the_language_she_chose_is_there_at_the_next_login(arriving, world, preferences):
    await world.moves_in(number := a_number())
    first = await arriving.citizen(citizen(number), now=NOW)
    await preferences.keep(first.actor.key, Preference(locale="se"))
    assert (await arriving.citizen(citizen(number), now=NOW)).locale == "se"


async def test_somebody_without_a_record_is_not_let_in(arriving):
    arrival = await arriving.citizen(citizen(a_number()), now=NOW)
    assert isinstance(arrival, NotAdmitted)
    assert arrival.verdict.key == "gate.no_record"


async def test_a_nurse_comes_to_the_desk_for_the_organisation_she_chose_with_the_posts_she_holds_there(arriving, world):
    login = StaffLogin(
        person_number=a_number(), hpr_number=NURSE_HPR, name="Nina Sykepleier", security_level="4", eid="bankid", sid="s", auth_time=NOW,
        workplace=Workplace(legal_entity=TRUST, point_of_care=HOSPITAL), id_token="t", locale="nb", return_to="/desk",
        token=BoundToken(access_token="t", dpop_key=b"k", expires_at=NOW),
    )  # fmt: skip
    arrival = await arriving.staff(login, now=NOW)
    assert isinstance(arrival, StaffArrival)
    assert (arrival.actor.kind, arrival.actor.name, arrival.actor.organisation) == ("staff", "Nina Sykepleier", TRUST)
    assert arrival.actor.profession == "SP"
    assert arrival.posts == ()
    post = {**role("p1", "nina", "fjord-hf"), "code": [{"coding": [{"system": ACCESS_FACT, "code": "registrar"}]}]}
    await world.gate.write_directory(await world.gate.actors.system("Katalogen", organisation=TRUST), [keep(post)], NOW)
    assert (await arriving.staff(login, now=NOW)).posts == ("registrar",)
