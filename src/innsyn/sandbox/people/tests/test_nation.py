"""The people: enough of them, of every age and kind of family, with numbers that hold and are never a real person's."""

from datetime import date

import pytest

from innsyn.kernel.ids import is_hpr_number, is_organisation_number, person_number
from innsyn.sandbox.people import Nation, Protection, Sex, nation
from innsyn.sandbox.people.personnel import ALSO_CITIZENS
from innsyn.sandbox.people.places import STREETS


def everybody(land: Nation):
    return [*land.people.values(), *land.personnel.values()]


def test_every_number_is_valid_and_synthetic(land):
    numbers = [person_number(each.number) for each in everybody(land)]
    assert all(number is not None and number.series == "synthetic" for number in numbers)


def test_every_number_carries_the_birth_date_with_month_plus_eighty(land):
    for person in land.people.values():
        day = person.born_on.day + (40 if person.number_kind == "d_number" else 0)
        assert person.number[:6] == f"{day:02}{person.born_on.month + 80:02}{person.born_on.year % 100:02}"


def test_no_number_is_given_twice_except_to_who_is_both_citizen_and_personnel(land):
    numbers = [each.number for each in everybody(land)]
    assert len(numbers) - len(set(numbers)) == len(ALSO_CITIZENS)
    for worker, citizen in ALSO_CITIZENS.items():
        assert land.people[citizen].number == land.personnel[worker].number
        assert land.people[citizen].name.family == land.personnel[worker].name.family


def test_a_number_with_its_last_digit_changed_would_be_refused(land):
    number = land.people["kari"].number
    assert person_number(f"{number[:10]}{(int(number[10]) + 1) % 10}") is None


def test_same_seed_and_day_give_the_same_nation(land):
    assert nation(1, land.today) == land


def test_another_seed_gives_other_numbers_but_the_same_cast(land):
    other = nation(2, land.today)
    assert other.people["kari"].number != land.people["kari"].number
    assert other.people["kari"].name == land.people["kari"].name


@pytest.mark.parametrize("today", [date(2028, 2, 29), date(2027, 1, 1), date(2031, 12, 31), date(2026, 3, 1)])
def test_the_cast_has_the_same_ages_on_any_day(today):
    people = nation(1, today).people
    ages = {key: people[key].age(today) for key in ("kari", "arne", "amina", "jakob", "mia", "ella", "tuva", "frida", "sander", "isak")}
    assert ages == {
        "kari": 34,
        "arne": 81,
        "amina": 14,
        "jakob": 8,
        "mia": 15,
        "ella": 0,
        "tuva": 11,
        "frida": 12,
        "sander": 15,
        "isak": 16,
    }


def test_there_are_at_least_three_hundred_of_every_age(land):
    ages = {person.age(land.today) for person in land.people.values() if person.died_on is None}
    assert len(land.people) >= 300
    assert ages == set(range(101))


def test_families_of_many_kinds_live_here(land):
    people = land.people
    assert {tie.kinship for tie in people["ella"].family} == {"mother", "co_mother"}
    assert [tie.kinship for tie in people["selma"].family] == ["father", "father"]
    assert people["jakob"].second_home is not None
    assert people["emma"].second_home == people["jakob"].second_home
    assert people["kari"].second_home is None
    assert people["piotr"].number_kind == "d_number"
    assert any(person.language == "se" for person in people.values())
    assert sum(person.died_on is not None for person in people.values()) >= 3
    assert {person.protection for person in people.values()} == set(Protection)


def test_every_tie_is_told_from_both_sides(land):
    reverse = {"mother": "child", "father": "child", "co_mother": "child", "partner": "partner", "sibling": "sibling"}
    for person in land.people.values():
        for tie in person.family:
            back = {other.kinship for other in land.people[tie.key].family if other.key == person.key}
            expected = {reverse[tie.kinship]} if tie.kinship != "child" else {"mother", "father", "co_mother"}
            assert back & expected


def test_parents_are_old_enough_and_not_too_old(land):
    for person in land.people.values():
        for key in person.kin("mother"):
            assert 15 <= (person.born_on - land.people[key].born_on).days / 365.25 <= 52


def test_parental_responsibility_ends_with_childhood_and_with_death(land):
    assert land.people["amina"].responsible == ("hodan", "yusuf")
    assert land.people["hilde"].responsible == ()
    for person in land.people.values():
        assert all(land.people[key].died_on is None for key in person.responsible)


def test_protected_people_have_no_telephone_and_others_have_one_nobody_can_dial(land):
    assert land.people["tone"].phone is None
    assert land.people["kari"].phone is not None
    assert all(person.phone is None or person.phone.startswith("+470") for person in land.people.values())


def test_streets_are_invented_and_municipalities_have_numbers(land):
    for person in land.people.values():
        assert person.address.line.rsplit(" ", 1)[0] in STREETS
        assert len(person.municipality.number) == 4


def test_household_shares_an_address_and_a_doctor(land):
    homes: dict[str, set] = {}
    for person in land.people.values():
        homes.setdefault(person.household, set()).add((person.address, person.gp))
    assert all(len(found) == 1 for found in homes.values())
    assert land.people["trine"].address != land.people["morten"].address


def test_everyone_has_a_doctor_who_works_there(land):
    for person in land.people.values():
        post = land.personnel[person.gp].posts[0]
        assert (post.organisation, post.title) == (person.gp_office, "Fastlege")


def test_there_are_at_least_sixty_personnel_with_hpr_numbers_unless_unauthorised(land):
    numbers = [worker.hpr for worker in land.personnel.values() if worker.hpr]
    assert len(land.personnel) >= 60
    assert all(is_hpr_number(number) for number in numbers)
    assert len(numbers) == len(set(numbers))
    assert land.personnel["eva"].hpr is None
    assert all((worker.hpr is None) == (worker.category is None) for worker in land.personnel.values())


def test_every_profession_the_stories_need_is_there(land):
    categories = {worker.category for worker in land.personnel.values()}
    assert {"LE", "SP", "HE", "FT", "JO", "PS", "FA1", None} <= categories


def test_every_post_is_at_a_unit_that_exists_and_every_service_has_someone(land):
    staffed = {post.organisation for worker in land.personnel.values() for post in worker.posts}
    assert staffed <= set(land.organisations)
    assert {unit.key for unit in land.organisations.values() if unit.service} <= staffed


def test_everybody_who_keeps_records_has_somebody_who_answers_for_them(land):
    keepers = {unit.key for unit in land.organisations.values() if unit.level == "legal_entity"}
    posts = [post for worker in land.personnel.values() for post in worker.posts]
    answering = {land.legal_entity(post.organisation).key for post in posts if post.title in ("Personvernombud", "Personvernombod")}
    assert keepers == answering


def test_every_post_has_an_id_of_its_own_also_two_in_one_place(land):
    ids = [post.role for worker in land.personnel.values() for post in worker.posts]
    assert len(ids) == len(set(ids))
    assert {"lund-trollkatten", "lund-trollkatten-2"} <= set(ids)


def test_organisation_numbers_hold_and_are_never_in_the_real_series(land):
    numbers = [unit.number for unit in land.organisations.values() if unit.number]
    assert all(is_organisation_number(number) and number.startswith("2") for number in numbers)
    assert len(numbers) == len(set(numbers))


def test_departments_have_resh_ids_and_no_organisation_number(land):
    for unit in land.organisations.values():
        assert (unit.number is None) == (unit.level == "department") == (unit.resh is not None)


def test_three_trusts_in_several_regions_and_two_regions_by_name_only(land):
    trusts = [unit for unit in land.organisations.values() if unit.name.endswith(" HF")]
    regions = {unit.key for unit in land.organisations.values() if unit.level == "region"}
    assert len(trusts) == 3
    assert len({trust.part_of for trust in trusts}) >= 2
    assert len(regions - {trust.part_of for trust in trusts}) == 2


def test_six_offices_and_four_municipalities_with_all_their_services(land):
    units = land.organisations
    offices = [unit for unit in units.values() if unit.service and unit.service[1] == "S01"]
    whole = [key for key in units if all(f"{key}-{part}" in units for part in ("hjemmetjeneste", "helsestasjon", "legevakt", "sykehjem"))]
    assert len(offices) >= 6
    assert len(whole) >= 4


def test_legal_entity_of_a_ward_is_its_trust(land):
    assert land.legal_entity("solvskogen-sykehus-kirurgi").key == "solvskogen"
    assert land.legal_entity("trollkatten").key == "trollkatten"


def test_nobody_shows_number_or_name_in_a_repr(land):
    person = land.people["kari"]
    assert repr(person) == "Person(kari)"
    assert person.number not in repr(land)
    assert repr(land.personnel["berg"]) == "Personnel(berg)"


def test_both_sexes_get_numbers_of_their_own_kind(land):
    for person in land.people.values():
        assert int(person.number[8]) % 2 == (0 if person.sex is Sex.FEMALE else 1)
