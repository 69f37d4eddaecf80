"""Whatever is stored and whatever is asked, the server finds what a slow and plain reading of R4 finds: no more, no less, each once."""

import json
from datetime import date, timedelta
from itertools import count
from random import Random

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from innsyn.edge.fhir_api.search import SearchAnswer
from innsyn.edge.fhir_api.search.tests.oracle import PARAMETERS, values_of
from innsyn.edge.fhir_api.search.tests.random_resources import TYPES, Maker
from innsyn.edge.fhir_api.search.tests.random_searches import Asked, a_criterion
from innsyn.gate.tests.samples import a_number, patient
from innsyn.gate.values import Write
from innsyn.kernel.systems import HPR_NUMBER, PERSON_NUMBER

EXAMPLES, SEARCHES = 25, 12
SEEDS = st.integers(0, 2**32 - 1)
"""One drawn number: the worlds here grow from example to example, and a longer draw would have to be the same each time."""
_days = count()
NINA = ("Practitioner/nina", HPR_NUMBER, "990000137")


@settings(max_examples=EXAMPLES, phases=[Phase.generate])
@given(seed=SEEDS)
async def test_a_search_in_one_record_finds_what_the_oracle_finds(search_world, seed):
    random = Random(seed)  # noqa: S311 - the same for the same seed, no secret
    person = await _somebody(search_world, random)
    for _ in range(SEARCHES):
        type_ = random.choice(TYPES)
        asked = [a_criterion(random, type_) for _ in range(random.choice((1, 1, 2)))]
        wanted = {id_ for id_, one in person["stored"].items() if one["resourceType"] == type_ and all(each.holds(one) for each in asked)}
        await _agree(search_world, type_, [("patient", person["id"]), *((one.name, one.value) for one in asked)], wanted)


@settings(max_examples=EXAMPLES, phases=[Phase.generate])
@given(seed=SEEDS)
async def test_chains_and_has_find_what_the_oracle_finds(search_world, seed):
    random = Random(seed)  # noqa: S311 - the same for the same seed, no secret
    people = [await _somebody(search_world, random) for _ in range(2)]
    ids = ",".join(one["id"] for one in people)
    for _ in range(SEARCHES // 2):
        about, through = a_criterion(random, "Observation"), a_criterion(random, "Patient")
        behind = {
            one["id"]
            for one in people
            if any(each["resourceType"] == "Observation" and about.holds(each) for each in one["stored"].values())
        }
        await _agree(search_world, "Patient", [("_id", ids), (f"_has:Observation:patient:{about.name}", about.value)], behind)
        whose = {one["id"] for one in people if through.holds(one["stored"][one["id"]])}
        await _agree(search_world, "Patient", [("_id", ids), (through.name, through.value)], whose)
        first = people[0]
        theirs = {id_ for id_, each in first["stored"].items() if each["resourceType"] == "Observation" and first["id"] in whose}
        await _agree(search_world, "Observation", [("patient", first["id"]), (f"subject:Patient.{through.name}", through.value)], theirs)
        by_nina = {id_ for id_, each in first["stored"].items() if each["resourceType"] == "Observation" and _is_by_nina(each)}
        await _agree(search_world, "Observation", [("patient", first["id"]), ("performer:Practitioner.name", "nina")], by_nina)


@settings(max_examples=15, phases=[Phase.generate])
@given(seed=SEEDS)
async def test_a_search_over_all_patients_finds_what_the_oracle_finds(empty_search_world, everybody, seed):
    random = Random(seed)  # noqa: S311 - the same for the same seed, no secret
    everybody.append(await _somebody(empty_search_world, random))
    stored = {id_: (one, whose["id"]) for whose in everybody for id_, one in whose["stored"].items()}
    for _ in range(SEARCHES // 2):
        type_ = random.choice((*TYPES, "Patient"))
        asked = [a_criterion(random, type_) for _ in range(random.choice((1, 2)))]
        wanted = {id_ for id_, (one, _) in stored.items() if one["resourceType"] == type_ and all(each.holds(one) for each in asked)}
        pairs = [(one.name, one.value) for one in asked]
        await _agree(empty_search_world, type_, pairs, wanted)
        if type_ == "Patient":
            continue
        some = [one["id"] for one in everybody[-2:]]
        of_some = {id_ for id_ in wanted if stored[id_][1] in some}
        await _agree(empty_search_world, type_, [("patient", ",".join(some)), *pairs], of_some)
        await _agree(empty_search_world, type_, [("_sort", random.choice(("-_lastUpdated", "status", "identifier"))), *pairs], wanted)
        name = a_criterion(random, "Patient")
        fitting = {one["id"] for one in everybody if name.holds(one["stored"][one["id"]])}
        through = [(f"patient.{name.name}", name.value), *pairs]
        await _agree(empty_search_world, type_, through, {id_ for id_ in wanted if stored[id_][1] in fitting})


@pytest.fixture(scope="session")
def everybody():
    """All patients of the world that is theirs alone."""
    return []


def _is_by_nina(observation):
    return any(one[0] == NINA[0] or one[1:] == NINA[1:] for one in values_of(observation, "performer"))


async def _somebody(world, random):
    """Let a patient with random resources exist. Returns her id, and each resource as it was sent, by id."""
    number = a_number(date(1930, 1, 1) + timedelta(days=next(_days)))
    owner = world.gate.new_owner()
    person = patient(number) | {name: value for name, value in Maker(random, None).make("Patient").items() if name != "identifier"}
    (stored,) = await world.writes(owner, [_creation(person)])
    by_number = {"identifier": {"system": PERSON_NUMBER, "value": number.value}}
    maker = Maker(random, random.choice([{"reference": f"Patient/{stored.id}"}, by_number | {"type": "Patient"}]))
    made = [maker.make(random.choice(TYPES)) for _ in range(8)]
    kept = await world.writes(owner, [_creation(one) for one in made])
    return {"id": stored.id, "owner": owner, "stored": {stored.id: person} | {one.id: each for one, each in zip(kept, made, strict=True)}}


def _creation(resource):
    return Write("create", resource["resourceType"], json.dumps(resource).encode())


async def _agree(world, type_, pairs, wanted):
    """Ask the server, page by page and with a total, and compare."""
    form = [*pairs, ("_count", "3"), ("_total", "accurate")]
    answer = await world.asks(f"{type_}/_search", form=form)
    assert isinstance(answer, SearchAnswer), (type_, pairs, answer)
    pages = await world.pages(f"{type_}/_search", form=form)
    found = [id_ for page in pages for id_ in page]
    assert (sorted(found), answer.total) == (sorted(wanted), len(wanted)), (type_, pairs)
    assert all(len(page) == 3 for page in pages[:-1])


def test_the_oracle_knows_each_of_the_parameters_it_is_asked():
    for type_, known in PARAMETERS.items():
        for parameter in known:
            assert values_of({"resourceType": type_}, parameter) == []


def test_the_oracle_says_no_as_well_as_yes():
    asked = Asked("status", "final", lambda one: one["status"] == "final")
    assert [asked.holds({"status": status}) for status in ("final", "amended")] == [True, False]
