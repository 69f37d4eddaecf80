"""What is made of the register's entries, and that nothing is made of what is not understood."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from innsyn.edge.population_register.tests.world import LAND, NOW, expected, numbered
from innsyn.gate.register import NotRegistered, RegisterUnavailable
from innsyn.sandbox.people.person import Address
from innsyn.sandbox.people.places import HAMAR
from innsyn.sandbox.people.register_documents import street_address

HELD = {"erGjeldende": True, "gyldighetstidspunkt": "2020-01-01T00:00:00+01:00"}
CARE = {"vergeTjenestevirksomhet": "kommune", "vergeTjenesteoppgave": "helseOgOmsorg"}
NEW_HOME = street_address(Address("Nissebakken 3", "2317", "Hamar", HAMAR.municipality))


def value(key):
    return LAND.people[key].number


@pytest.fixture
def guarded(world):
    """Writes Bjørg's guardianship anew, with this and that changed, and reads it."""

    async def read(kind="voksen", more=None, **verge):
        told = {"foedselsEllerDNummer": value("marit"), "omfang": "personligeInteresser", **verge}
        entry = {**HELD, "vergemaaltype": kind, "verge": {name: each for name, each in told.items() if each is not None}, **(more or {})}
        world.write("bjorg", "vergemaalEllerFremtidsfullmakt", [entry])
        return (await world.person("bjorg")).guardians

    return read


async def test_everybody_of_the_nation_is_read_as_she_is(world):
    for key in LAND.people:
        assert replace(await world.person(key), address_key=None) == expected(key)


async def test_those_who_share_a_home_have_the_same_address_key_and_others_have_another(world):
    kari, eirik, gerd = [(await world.person(key)).address_key for key in ("kari", "eirik", "gerd")]
    assert kari == eirik != gerd
    assert gerd is not None


async def test_address_key_says_nothing_without_the_secret(world_of):
    one, other = [await world_of(address_secret=secret).person("kari") for secret in (b"one", b"other")]
    assert one.address_key != other.address_key


async def test_flats_in_one_house_are_different_homes(world):
    world.register.move(value("eirik"), {**world.register.home_of(value("kari")), "bruksenhetsnummer": "H0201"})
    assert not (await world.parents("jonas"))["eirik"].shares_address


async def test_home_without_a_street_is_compared_by_its_number_in_the_land_register(world):
    land = {"matrikkelnummer": {"kommunenummer": "5612", "gaardsnummer": 33, "bruksnummer": 2}}
    home = [{**HELD, "adressegradering": "ugradert", "matrikkeladresse": land}]
    for key in ("jonas", "kari"):
        world.write(key, "bostedsadresse", home)
    parents = await world.parents("jonas")
    assert (parents["kari"].shares_address, parents["eirik"].shares_address) == (True, False)


@pytest.mark.parametrize("part", [[], [{**HELD, "adressegradering": "ugradert", "ukjentBosted": {"bostedskommune": "3403"}}]])
async def test_unknown_home_is_shared_with_nobody_and_not_shared_with_nobody(world, part):
    world.write("jonas", "bostedsadresse", part)
    world.write("kari", "bostedsadresse", part)
    assert (await world.parents("jonas"))["kari"].shares_address is None
    assert (await world.person("jonas")).address_key is None


async def test_two_homes_at_once_are_none(world):
    world.write("kari", "bostedsadresse", [*world.register.document(value("kari"))["bostedsadresse"]] * 2)
    assert (await world.person("kari")).address_key is None


async def test_second_home_is_not_where_the_child_is_registered(world):
    parents = await world.parents("jakob")
    assert (parents["trine"].shares_address, parents["morten"].shares_address) == (True, False)


@pytest.mark.parametrize("key", ["runa", "tone"])
async def test_nothing_of_a_protected_home_is_kept(world, key):
    street = LAND.people[key].address.line.rsplit(" ", 1)[0]
    found = await world.person(key)
    assert found.address_key is None
    assert street not in str([getattr(found, name) for name in found.__slots__])


@pytest.mark.parametrize(
    ("grade", "protection"),
    [
        ("ugradert", "none"),
        ("klientadresse", "client_address"),
        ("fortrolig", "confidential"),
        ("strengtFortrolig", "strictly_confidential"),
        ("hemmelig", "unknown"),
        (None, "unknown"),
    ],
)
async def test_protection_is_read_and_an_unknown_grade_is_unknown(world, grade, protection):
    world.write("eirik", "adressebeskyttelse", [{**HELD, "graderingsnivaa": grade}])
    father = (await world.parents("jonas"))["eirik"]
    assert father.protection == protection
    assert father.shares_address is (True if protection == "none" else None)


async def test_protection_of_the_address_alone_counts(world):
    home = {**HELD, "adressegradering": "fortrolig", "vegadresse": NEW_HOME}
    world.write("eirik", "bostedsadresse", [home])
    assert (await world.person("eirik")).protection == "confidential"


@pytest.mark.parametrize("content", ["fortrolig", {"graderingsnivaa": "fortrolig"}, [{"graderingsnivaa": "fortrolig"}], ["fortrolig"]])
async def test_protection_in_a_form_we_do_not_know_is_never_taken_for_none(world, content):
    world.write("eirik", "adressebeskyttelse", content)
    assert (await world.parents("jonas"))["eirik"].protection == "unknown"
    assert await world.person("eirik") == RegisterUnavailable()


@pytest.mark.parametrize("how", ["mor", "medmor", "far"])
async def test_sole_responsibility_that_names_another_parent_than_its_kind_is_nobodys(world, how):
    holder = "eirik" if how != "far" else "kari"
    world.write("jonas", "foreldreansvar", [{**HELD, "ansvar": how, "ansvarlig": value(holder)}])
    jonas = await world.person("jonas")
    assert jonas.responsibility == "unknown"
    assert not any(parent.has_responsibility for parent in jonas.parents)


@pytest.mark.parametrize("how", ["ukjent", "delt", None])
async def test_responsibility_of_an_unknown_kind_is_nobodys(world, how):
    world.write("jonas", "foreldreansvar", [{**HELD, "ansvar": how, "ansvarlig": value("kari")}])
    jonas = await world.person("jonas")
    assert jonas.responsibility == "unknown"
    assert not any(parent.has_responsibility for parent in jonas.parents)


async def test_two_kinds_of_responsibility_at_once_are_unknown(world):
    both = [{**HELD, "ansvar": how, "ansvarlig": value(who)} for how, who in (("mor", "kari"), ("far", "eirik"))]
    world.write("jonas", "foreldreansvar", both)
    assert (await world.person("jonas")).responsibility == "unknown"


async def test_child_without_any_entry_of_responsibility_has_none(world):
    world.write("jonas", "foreldreansvar", [])
    assert (await world.person("jonas")).responsibility is None


async def test_responsibility_over_a_child_is_not_responsibility_over_oneself(world):
    kari = await world.person("kari")
    assert kari.children == (numbered("jonas"), numbered("oda"))
    assert kari.responsibility is None


@pytest.mark.parametrize(
    "changed",
    [
        {"erGjeldende": False},
        {"opphoerstidspunkt": "2026-11-22T09:00:00+01:00"},
        {"gyldighetstidspunkt": "2026-11-22T09:00:01+01:00"},
    ],
)
async def test_responsibility_that_is_over_or_has_not_begun_does_not_count(world, changed):
    world.write("jonas", "foreldreansvar", [{**HELD, "ansvar": "mor", "ansvarlig": value("kari"), **changed}])
    assert not (await world.parents("jonas"))["kari"].has_responsibility


@pytest.mark.parametrize(
    "changed", [{"opphoerstidspunkt": "2026-11-22T09:00:01+01:00"}, {"gyldighetstidspunkt": "2026-11-22T09:00:00+01:00"}]
)
async def test_responsibility_holds_from_its_first_second_to_its_last(world, changed):
    world.write("jonas", "foreldreansvar", [{**HELD, "ansvar": "mor", "ansvarlig": value("kari"), **changed}])
    assert (await world.parents("jonas"))["kari"].has_responsibility


@pytest.mark.parametrize(
    ("omfang", "scope"),
    [
        ("personligeInteresser", "personal"),
        ("oekonomiskeInteresser", "financial"),
        ("personligeOgOekonomiskeInteresser", "personal_and_financial"),
        ("utlendingssakerPersonligeOgOekonomiskeInteresser", "personal_and_financial"),
        ("alt", "unknown"),
        (None, "unknown"),
    ],
)
async def test_scope_of_a_guardianship_is_read_and_an_unknown_one_is_unknown(guarded, omfang, scope):
    (guardian,) = await guarded(omfang=omfang)
    assert guardian.scope == scope


@pytest.mark.parametrize(
    ("errands", "scope"),
    [
        (["kommune helseOgOmsorg"], "municipal_care"),
        (["bank representasjonDagligbank", "kommune helseOgOmsorg"], "municipal_care"),
        (["kommune sosialeTjenester", "kommune byggOgEiendom"], "other_errands"),
        (["helfo fastlege", "helfo refusjonForPrivatpersoner"], "other_errands"),
        (["nav helseOgOmsorg"], "other_errands"),
    ],
)
async def test_guardianship_that_lists_errands_is_of_care_only_when_that_is_among_them(guarded, errands, scope):
    told = [{"vergeTjenestevirksomhet": each.split()[0], "vergeTjenesteoppgave": each.split()[1]} for each in errands]
    (guardian,) = await guarded(omfang=None, tjenesteomraade=told)
    assert guardian.scope == scope


@pytest.mark.parametrize(
    ("more", "scope"),
    [
        ({"omfangetErInnenPersonligOmraade": False}, "other_errands"),
        ({"omfang": "oekonomiskeInteresser"}, "financial"),
        ({"omfang": "noeNytt"}, "unknown"),
    ],
)
async def test_errands_widen_no_scope_and_no_mandate_that_is_not_personal(guarded, more, scope):
    (guardian,) = await guarded(**{"omfang": None, "tjenesteomraade": [CARE], **more})
    assert guardian.scope == scope


@pytest.mark.parametrize("errands", [[], {}, "helseOgOmsorg", None])
async def test_errands_that_cannot_be_read_are_unknown(guarded, errands):
    (guardian,) = await guarded(omfang=None, tjenesteomraade=errands)
    assert guardian.scope == "unknown"


@pytest.mark.parametrize("errand", ["helseOgOmsorg", {}, None, {"vergeTjenesteoppgave": "helseOgOmsorg"}])
async def test_one_errand_that_cannot_be_read_leaves_the_others_as_they_are(guarded, errand):
    assert [each.scope for each in await guarded(omfang=None, tjenesteomraade=[errand])] == ["other_errands"]
    assert [each.scope for each in await guarded(omfang=None, tjenesteomraade=[errand, CARE])] == ["municipal_care"]


@pytest.mark.parametrize(
    ("kind", "scope"),
    [("midlertidigForVoksen", "personal"), ("stadfestetFremtidsfullmakt", "unknown"), ("noeNytt", "unknown"), (None, "unknown"),
     ("forvaltningUtenforVergemaal", "financial")],
)  # fmt: skip
async def test_only_guardianships_have_a_guardianships_scope(guarded, kind, scope):
    (guardian,) = await guarded(kind)
    assert guardian.scope == scope


async def test_personal_scope_outside_the_personal_sphere_is_unknown(guarded):
    (guardian,) = await guarded(omfangetErInnenPersonligOmraade=False)
    assert guardian.scope == "unknown"


async def test_guardian_without_a_number_cannot_act_and_is_left_out(guarded):
    assert await guarded(foedselsEllerDNummer=None) == ()


async def test_days_of_a_guardianship_are_norwegian_days(guarded):
    (guardian,) = await guarded(more={"gyldighetstidspunkt": "2026-01-31T23:30:00Z", "opphoerstidspunkt": "2027-05-01T00:00:00+02:00"})
    assert (guardian.since, guardian.until) == (date(2026, 2, 1), date(2027, 5, 1))


async def test_guardianship_without_days_says_none(guarded):
    (guardian,) = await guarded(more={"gyldighetstidspunkt": None})
    assert (guardian.since, guardian.until) == (None, None)


async def test_death_counts_from_either_part(world):
    world.write("eirik", "doedsfall", {"erGjeldende": True})
    world.write("kari", "status", [{**HELD, "status": "doed"}])
    parents = await world.parents("jonas")
    assert parents["eirik"].is_dead
    assert parents["kari"].is_dead
    assert (await world.person("eirik")).died_on is None


async def test_death_that_was_a_mistake_does_not_count(world):
    world.write("eirik", "doedsfall", {"erGjeldende": False, "doedsdato": "2026-11-01"})
    assert not (await world.person("eirik")).is_dead


@pytest.mark.parametrize(
    "content", [[], [{**HELD, "status": "svevende"}], [{**HELD, "status": "bosatt"}, {**HELD, "status": "doed"}], None]
)
async def test_entry_that_does_not_tell_whether_somebody_lives_is_not_used(world, content):
    world.write("eirik", "status", content)
    assert await world.person("eirik") == RegisterUnavailable()
    assert (await world.parents("jonas"))["eirik"].protection == "unknown"


async def test_entry_that_is_over_is_nobodys(world):
    world.write("jonas", "status", [{**HELD, "status": "opphoert"}])
    assert await world.person("jonas") == NotRegistered()


async def test_birth_date_that_is_none_is_unknown(world):
    world.write("jonas", "foedsel", [{**HELD, "foedselsaar": "2020"}])
    assert (await world.person("jonas")).born_on is None


async def test_two_birth_dates_are_unknown(world):
    world.write("jonas", "foedsel", [{**HELD, "foedselsdato": day} for day in ("2020-05-30", "2020-05-31")])
    assert (await world.person("jonas")).born_on is None


async def test_parent_the_register_does_not_know_is_a_parent_of_whom_nothing_is_known(world):
    stranger = "17859010067"
    relation = {**HELD, "relatertPerson": stranger, "relatertPersonsRolle": "far", "minRolleForPerson": "barn"}
    world.write("nils", "familierelasjon", [relation])
    (father, tone) = (await world.person("nils")).parents
    assert (father.name, father.born_on, father.protection, father.shares_address) == ("", None, "unknown", None)
    assert tone.relation == "other"


@pytest.mark.parametrize("part", ["foreldreansvar", "familierelasjon", "vergemaalEllerFremtidsfullmakt", "bostedsadresse", "navn"])
@pytest.mark.parametrize(
    "content", ["x", {"ansvar": "felles"}, [1], [{}], [{"erGjeldende": "ja"}], [{**HELD, "gyldighetstidspunkt": "i går"}]]
)
async def test_part_in_a_form_we_do_not_know_leaves_nothing_known(world, part, content):
    world.write("jonas", part, content)
    assert await world.person("jonas") == RegisterUnavailable()


async def test_a_second_from_now_another_answer_can_hold(world):
    until = (NOW + timedelta(seconds=1)).isoformat()
    world.write("jonas", "foreldreansvar", [{**HELD, "ansvar": "mor", "ansvarlig": value("kari"), "opphoerstidspunkt": until}])
    assert (await world.parents("jonas"))["kari"].has_responsibility
    world.clock.move(timedelta(seconds=1))
    assert not (await world.parents("jonas"))["kari"].has_responsibility
