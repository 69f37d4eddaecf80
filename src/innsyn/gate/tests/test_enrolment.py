"""Enrolment: a ward asks, the region's office asks the register and creates the record, and it stands in the patient's log."""

import asyncio
import json
from dataclasses import replace
from datetime import date
from uuid import uuid4

import pytest

from innsyn.gate.clients.entering import kept_for
from innsyn.gate.enrolment.asking import Wish
from innsyn.gate.enrolment.deciding import Enrolled
from innsyn.gate.refused import Refused
from innsyn.gate.standing.enrolments import Enrolment, enrolment_of
from innsyn.gate.tests.families import a_person
from innsyn.gate.tests.samples import LATER, NOW, OTHER_TRUST, TRUST, VET_HPR, a_number, keep, organisation, practitioner, role
from innsyn.gate.visit import Visit
from innsyn.gate.worklists import Wanted
from innsyn.kernel.systems import ACCESS_FACT, PERSON_NUMBER
from innsyn.record.condition import Everything
from innsyn.record.entry import Action, Entry
from innsyn.record.stored import Found

REGION, RITA_HPR = "889640782", "990000248"


@pytest.fixture
async def region(alone):
    """A region above the trust, in which Rita decides; she registers powers of attorney too."""
    codings = [{"coding": [{"system": ACCESS_FACT, "code": code}]} for code in ("registrar", "regional-office")]
    post = {**role("rita-post", "rita", "region"), "code": codings}
    bodies = [
        organisation("region", REGION, "Helse Fjord RHF"),
        organisation("fjord-hf", TRUST, "Fjordby helseforetak", "region"),
        organisation("dal", OTHER_TRUST, "Dalen sykehus", "region"),
        practitioner("rita", RITA_HPR, "Rita Regional", "SP"),
        post,
    ]
    system = await alone.gate.actors.system("Katalogen", organisation=TRUST)
    await alone.gate.write_directory(system, [keep(body) for body in bodies], NOW)
    return alone


@pytest.fixture
async def nina(region):
    """A nurse at a ward."""
    return await region.nurse()


@pytest.fixture
async def rita(region):
    """Whoever decides for the region."""
    return await region.nurse(hpr=RITA_HPR, name="Rita Regional", organisation=REGION, unit=REGION)


@pytest.fixture
def arne(alone):
    """Somebody the register knows, without a record."""
    person = replace(a_person(born=date(1945, 1, 19)), name="Arne Haugen")
    alone.register.put(person)
    return person


async def asks(world, nina, number, **more):
    wish = Wish(number=number, name="Arne Haugen", **({"reason": "admitted", "uses": "alone"} | more))
    return await world.gate.enrolment_requests.ask(nina, wish, NOW)


async def waiting(world, rita):
    found = await world.gate.worklist(rita, Wanted("enrolment"), LATER)
    assert isinstance(found, Found), found
    return [enrolment_of(json.loads(row.body), row.id) for row in found.rows]


async def test_a_request_waits_for_the_region_and_is_kept_by_it(region, nina, rita, arne):
    asked = await asks(region, nina, arne.number, words="Trenger hjelp med BankID")
    assert isinstance(asked, Enrolment)
    (found,) = await waiting(region, rita)
    assert found == asked
    assert (found.region, found.region_name, found.by) == (REGION, "Helse Fjord RHF", "Nina Sykepleier")
    assert found.ward == "Kirurgisk sengepost, Fjordby sykehus, Fjordby helseforetak"
    assert (found.words, found.number) == ("Trenger hjelp med BankID", arne.number)


async def test_the_office_sees_what_the_register_says_and_creates_the_record(region, nina, rita, arne):
    asked = await asks(region, nina, arne.number)
    case = await region.gate.enrolment_decisions.case(rita, asked.id, LATER)
    assert (case.name, case.born_on, case.is_known, case.why) == ("Arne Haugen", date(1945, 1, 19), False, None)
    assert await region.citizen(arne.number, now=LATER) == Refused((await region.citizen(arne.number)).verdict)
    enrolled = await region.gate.enrolment_decisions.accept(rita, asked.id, LATER)
    own = await region.citizen(arne.number, now=LATER)
    assert isinstance(own, Visit)
    assert enrolled == Enrolled(own.actor.key, is_new=True)
    patient = await region.gate.read(own, "Patient", own.patient_id, LATER)
    body = json.loads(patient.body)
    assert body["identifier"] == [{"use": "official", "system": PERSON_NUMBER, "value": arne.number.value}]
    assert (body["birthDate"], body["name"][0]["text"]) == ("1945-01-19", "Arne Haugen")
    assert "address" not in body
    assert await waiting(region, rita) == []


async def test_the_patient_finds_who_asked_and_who_did_it_and_not_the_wards_own_words(region, nina, rita, arne):
    asked = await asks(region, nina, arne.number, words="Trenger hjelp med BankID")
    await region.gate.enrolment_decisions.accept(rita, asked.id, LATER)
    own = await region.citizen(arne.number, now=LATER)
    (line,) = (await region.gate.history(own, "Task", None, LATER)).rows
    told = enrolment_of(json.loads(line.body), line.id)
    assert (told.state, told.ward, told.region_name, told.decided_at) == ("enrolled", asked.ward, "Helse Fjord RHF", LATER)
    assert arne.number.value not in line.body.decode()
    assert "BankID" not in line.body.decode()
    lines = (await region.gate.my_log(own, LATER)).lines
    (by_office,) = (each for each in lines if each.kind == "staff")
    assert (by_office.who, by_office.office, by_office.state) == ("Rita Regional", "regional-office", "opened")
    assert by_office.basis == "gate.basis.enrolment"


async def test_a_protected_patient_is_marked_from_the_first_version(region, nina, rita, arne):
    region.register.put(replace(arne, protection="strictly_confidential"))
    asked = await asks(region, nina, arne.number)
    await region.gate.enrolment_decisions.accept(rita, asked.id, LATER)
    own = await region.citizen(arne.number, now=LATER)
    first = await region.gate.vread(own, "Patient", own.patient_id, 1, LATER)
    assert json.loads(first.body)["meta"]["security"][0]["code"] == "R"
    assert (await region.gate.acting(replace(own, role="attorney"), LATER)).name == ""


async def test_one_who_has_a_record_keeps_it_as_it_is(region, nina, rita, arne):
    owner = await region.moves_in(arne.number, name="Arne Haugen", born="1945-01-19")
    asked = await asks(region, nina, arne.number)
    assert (await region.gate.enrolment_decisions.case(rita, asked.id, LATER)).is_known
    enrolled = await region.gate.enrolment_decisions.accept(rita, asked.id, LATER)
    assert not enrolled.is_new
    own = await region.citizen(arne.number, now=LATER)
    assert own.owner == owner
    assert (await region.gate.read(own, "Patient", own.patient_id, LATER)).version == 1


async def test_a_declined_request_says_why_to_the_ward_and_creates_nothing(region, nina, rita, arne):
    asked = await asks(region, nina, arne.number)
    assert await region.gate.enrolment_decisions.decline(rita, asked.id, "Feil nummer", LATER) is None
    (sent,) = await region.gate.enrolment_requests.sent(nina, LATER)
    assert (sent.state, sent.answer, sent.decided_at) == ("declined", "Feil nummer", LATER)
    assert isinstance(await region.citizen(arne.number, now=LATER), Refused)
    assert await waiting(region, rita) == []


async def test_what_is_decided_is_not_decided_again(region, nina, rita, arne):
    asked = await asks(region, nina, arne.number)
    await region.gate.enrolment_decisions.accept(rita, asked.id, LATER)
    assert await region.gate.enrolment_decisions.accept(rita, asked.id, LATER) == "decided"
    assert await region.gate.enrolment_decisions.decline(rita, asked.id, "Nei", LATER) == "decided"
    own = await region.citizen(arne.number, now=LATER)
    assert len((await region.gate.history(own, "Task", None, LATER)).rows) == 1


async def test_of_several_who_decide_at_once_one_does(region, nina, rita, arne):
    asked = await asks(region, nina, arne.number)
    decisions = region.gate.enrolment_decisions
    answers = await asyncio.gather(
        *(decisions.accept(rita, asked.id, LATER) for _ in range(3)), decisions.decline(rita, asked.id, "Feil nummer", LATER)
    )
    assert answers.count("decided") == 3
    history = await region.record.history(
        owner=kept_for(REGION), type="Task", id=asked.id, narrow=Everything(), stamp=None, entry=Entry(uuid4(), LATER, Action.HISTORY)
    )
    assert len(history.rows) == 2


async def test_asking_twice_is_asking_once(region, nina, rita, arne):
    first, second = await asks(region, nina, arne.number), await asks(region, nina, arne.number)
    assert first.id == second.id
    assert len(await waiting(region, rita)) == 1


@pytest.mark.parametrize(
    ("changed", "why"), [({"is_dead": True}, "dead"), ("away", "register_away"), ("nobody", "not_registered")], ids=str
)
async def test_without_the_registers_yes_nobody_is_enrolled(region, nina, rita, arne, changed, why):
    asked = await asks(region, nina, arne.number)
    if changed == "away":
        region.register.is_available = False
    elif changed == "nobody":
        region.register.remove(arne.number)
    else:
        region.register.put(replace(arne, **changed))
    assert (await region.gate.enrolment_decisions.case(rita, asked.id, LATER)).why == why
    assert await region.gate.enrolment_decisions.accept(rita, asked.id, LATER) == why
    assert isinstance(await region.citizen(arne.number, now=LATER), Refused)


async def test_only_the_office_decides(region, nina, arne):
    asked = await asks(region, nina, arne.number)
    elsewhere = await region.nurse(hpr=RITA_HPR, organisation=TRUST)
    for somebody in (nina, elsewhere):
        assert isinstance(await region.gate.enrolment_decisions.case(somebody, asked.id, LATER), Refused)
        assert isinstance(await region.gate.enrolment_decisions.accept(somebody, asked.id, LATER), Refused)
        assert isinstance(await region.gate.enrolment_decisions.decline(somebody, asked.id, "Nei", LATER), Refused)
        assert isinstance(await region.gate.worklist(somebody, Wanted("enrolment"), LATER), Refused)
    assert isinstance(await region.citizen(arne.number, now=LATER), Refused)


async def test_what_is_no_request_is_nothing(region, nina, rita, arne):
    await asks(region, nina, arne.number)
    for nothing in ("x", "p" + "0" * 13, "../Task", ""):
        assert await region.gate.enrolment_decisions.case(rita, nothing, LATER) is None
        assert await region.gate.enrolment_decisions.accept(rita, nothing, LATER) == "gone"


async def test_whoever_treats_nobody_asks_for_nobody(region, arne):
    for somebody in (await region.nurse(hpr=VET_HPR), await region.nurse(hpr=""), await region.nurse(level="lower")):
        assert isinstance(await asks(region, somebody, arne.number), Refused)
        assert not await region.gate.enrolment_requests.may_ask(somebody)


async def test_where_nobody_decides_nobody_asks(alone):
    nurse = await alone.nurse()
    assert not await alone.gate.enrolment_requests.may_ask(nurse)
    assert isinstance(await asks(alone, nurse, a_number()), Refused)


async def test_a_ward_sees_what_its_own_organisation_asked_and_nothing_of_others(region, nina, arne):
    asked = await asks(region, nina, arne.number)
    assert [each.id for each in await region.gate.enrolment_requests.sent(nina, LATER)] == [asked.id]
    other = await region.nurse(organisation=OTHER_TRUST, unit=OTHER_TRUST)
    assert await region.gate.enrolment_requests.may_ask(other)
    assert await region.gate.enrolment_requests.sent(other, LATER) == ()


async def test_everything_stands_in_the_regions_own_log_without_a_number(region, nina, rita, arne):
    asked = await asks(region, nina, arne.number)
    await region.gate.enrolment_decisions.accept(rita, asked.id, LATER)
    log = await region.log(kept_for(REGION))
    assert {row.detail["actor"]["name"] for row in log if "actor" in row.detail} == {"Nina Sykepleier", "Rita Regional"}
    assert arne.number.value not in str([row.detail for row in log])
