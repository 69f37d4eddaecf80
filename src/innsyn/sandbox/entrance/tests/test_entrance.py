"""The test logins on the front page: the cast, each by a short key, and nobody by a number."""

from datetime import date

import pytest

from innsyn.features import front
from innsyn.kernel.ids import person_number
from innsyn.sandbox.entrance import entrance
from innsyn.sandbox.entrance.feature import CastHints
from innsyn.sandbox.entrance.simulated import simulated_people
from innsyn.sandbox.people.nation import nation
from innsyn.sandbox.stories.cast import cast
from innsyn.web.testing import Site, a_citizen, a_visit


@pytest.fixture(scope="module")
def land():
    return nation(1, date(2026, 11, 22))


@pytest.fixture(scope="module")
def people(land):
    return tuple(simulated_people(land))


@pytest.fixture(scope="module")
def site(people):
    return Site([front.FEATURE, entrance(people)])


def by_key(people, key):
    return next(person for person in people if person.key == key)


@pytest.mark.parametrize("language", ["nb", "nn", "en", "se"])
async def test_everyone_of_the_cast_can_be_chosen_in_every_language(site, people, language):
    page = await site.stranger(accept_language=language).get("/")
    hints = {link.partition("login_hint=")[2] for link in page.tree.xpath("//main//a/@href") if "login_hint=" in link}
    assert {person.key for person in people if person.is_cast} <= {hint.partition(":")[0] for hint in hints}


async def test_no_number_stands_on_the_page(site, people):
    text = (await site.stranger().get("/")).answer.text
    assert not [person.key for person in people if person.number in text]


async def test_whoever_is_logged_in_is_not_asked_to_log_in(site):
    kari = a_citizen()
    page = await (await site.citizen(kari, site.gate.know(a_visit(kari)))).get("/")
    assert "login_hint" not in page.answer.text


def test_the_cast_comes_first_in_its_own_order(land, people):
    members = cast(land)
    assert len(members) >= 12
    assert [person.key for person in people[: len(members)]] == [member.key for member in members]
    assert not any(person.is_cast for person in people[len(members) :])


def test_everyone_has_a_synthetic_number_and_a_key_of_their_own(people):
    assert {person_number(person.number).series for person in people} == {"synthetic"}
    assert len({person.key for person in people}) == len(people)


def test_the_dead_do_not_log_in(land, people):
    dead = {person.key for person in land.people.values() if person.died_on is not None}
    members = {member.key for member in cast(land)}
    assert dead
    assert not (dead - members) & {person.key for person in people}


def test_personnel_come_through_the_desk_and_citizens_through_their_own_door(people):
    hints = CastHints(people)
    worker = next(person for person in people if person.is_cast and person.employments)
    assert hints.door_of(worker.key) == "staff"
    assert hints.door_of("kari") == "citizen"


@pytest.mark.parametrize("hint", ["", ":", "nobody", "nobody:minid", "KARI", "kari ", "../kari"])
def test_no_such_key_has_no_door(people, hint):
    assert CastHints(people).door_of(hint) is None


def test_a_key_with_an_eid_behind_a_colon_goes_through_the_same_door(people):
    assert CastHints(people).door_of("kari:minid") == "citizen"


def test_every_worker_has_an_organisation_to_work_for(people):
    workers = [person for person in people if person.employments]
    assert workers
    for worker in workers:
        for post in worker.employments:
            assert post.legal_entity
            assert post.legal_entity_name
            assert post.place
