"""What `decide` allows is what a search narrowed by the same rules finds in the database: compared over random situations."""

# ruff: noqa: S311 -- the same chance every time is the point

from dataclasses import replace
from datetime import timedelta
from random import Random

import pytest

from innsyn.gate.decide import decide, narrow
from innsyn.gate.rules.access_facts import PATIENT_KEEPS
from innsyn.gate.rules.areas import AREAS
from innsyn.gate.rules.known_labels import SHIELD_LABELS
from innsyn.gate.rules.situation import HOSPITAL, OTHER_HOSPITAL, Situation, case_of
from innsyn.gate.tests.samples import NOW, create, document
from innsyn.kernel.systems import ACCESS_FACT, ACCESS_LABEL
from innsyn.record.condition import Nothing, RowFacts
from innsyn.record.entry import Action, Entry
from innsyn.record.query import Query
from innsyn.record.row_facts import row_facts

pytestmark = pytest.mark.uncounted

CONFIDENTIALITY = "http://terminology.hl7.org/CodeSystem/v3-Confidentiality"
STRANGE = [(ACCESS_LABEL, "NORN_NEW"), ("urn:x", "1"), (ACCESS_FACT, "withholding"), (ACCESS_FACT, "registered")]
LABELS = [*((ACCESS_LABEL, code) for code in sorted(SHIELD_LABELS)), *((CONFIDENTIALITY, code) for code in "NRV"), *STRANGE]
BIRTHS = {
    "parent": ("2014-11-23", "2014-11-23", "2014-11-22", "2012-11-23", "2012-11-22", "2010-11-23", "2010-11-22"),
    "all": ("2014-11-23", "2014-11-22", "2010-11-23", "2010-11-22", "1980-01-01", "1980-01-01"),
}
COMES_FOR = {
    "staff": [*[(None, ""), (None, "BTG"), (None, "ETREAT")] * 2, ("registrar", "PATADMIN"), ("privacy-officer", "HCOMPL")],
    "system": [(None, ""), (None, "HOPERAT"), (None, "HOPERAT")],
}
"""Post and purpose."""
DAYS = ((None, None), (None, None), (1, None), (0, 0), (None, -1))
SEEDS = 120


def a_resource(random):
    """A resource of any kind a rule asks of, with labels, codes and dates by chance."""
    day = (NOW - timedelta(days=random.choice((0, 1, 13, 14, 40)))).isoformat()
    status, standing, verified = (
        random.choice(codes)
        for codes in (("preliminary", "final", "entered-in-error"), ("current", "entered-in-error"), ("confirmed", "entered-in-error"))
    )
    made = {
        "DocumentReference": {**document("x"), "docStatus": status, "status": standing, "date": day},
        "Composition": {"status": status, "type": {"text": "x"}, "date": day, "title": "x"},
        "Condition": {"code": {"text": "x"}, "verificationStatus": {"coding": [{"code": verified}]}},
        "Observation": {"status": status, "code": {"text": "x"}, "effectiveDateTime": day},
        "Claim": {"status": "active", "created": day},
        "Communication": {"status": "completed", "sent": day},
        "Binary": {"contentType": "text/plain"},
        "Consent": {"status": "inactive", "category": [_coded(random.choice(("grant", "shield")))], "dateTime": day},
        "Task": {
            "status": random.choice(("requested", "cancelled", "completed")), "intent": "order",
            "code": _coded(random.choice(("hide-request", "access-question", "enrolment"))),
        },
        "Flag": {"status": "inactive", "code": {"text": "x"}},
        "RelatedPerson": {"active": False},
    }  # fmt: skip
    type_ = random.choice(list(made))
    labels = [{"system": system, "code": code} for system, code in random.sample(LABELS, random.choice((0, 0, 1, 1, 2)))]
    body = {"resourceType": type_, **made[type_], **({"meta": {"security": labels}} if labels else {})}
    return create(body, custodian=random.choice((HOSPITAL, OTHER_HOSPITAL, PATIENT_KEEPS)))


def _coded(code):
    return {"coding": [{"system": ACCESS_FACT, "code": code}]}


TYPES = ("DocumentReference", "Composition", "Condition", "Observation", "Claim", "Communication", "Binary", "Consent", "Task", "Flag",
         "RelatedPerson", "Patient")  # fmt: skip


def a_situation(random):
    """A visitor of any kind to a patient of any kind: seldom so odd that nothing at all is open."""
    seldom = random.random() < 0.15
    role = random.choice(("self", "parent", "guardian", "attorney", "staff", "staff", "system"))
    post, purpose = random.choice(COMES_FOR.get(role, [(None, "")]))
    return Situation(
        role=role,
        act=random.choice(("read", "read", "write")),
        born=random.choice((None, "2026-11-23") if seldom else BIRTHS["parent" if role == "parent" else "all"]),
        own=random.choice((True, False)) if seldom else None,
        dead=seldom and random.random() < 0.3,
        protected=seldom and random.random() < 0.3,
        purpose=purpose,
        posts=(post,) if post else (),
        profession=random.choice(("XX", None) if seldom else ("LE", "SP")),
        organisation=random.choice((None, OTHER_HOSPITAL) if seldom else (HOSPITAL,)),
        record_labels=random.choice(((), (), ("NORN_ALL",))),
        parent=random.choice(("home", "away", "home", "none", "nobody_home")),
        other_parent_protected=random.choice((False, False, False, None)),
        guardian=random.choice(("personal", "both", "care", "financial")),
        guardian_days=random.choice(DAYS),
        grant=random.choice((None, tuple(random.sample(list(AREAS), 4)), tuple(AREAS))),
        grant_from=random.choice(((), (HOSPITAL,), (HOSPITAL, OTHER_HOSPITAL))),
        grant_days=random.choice(DAYS),
        shield=random.choice((None, "person", "key", "another", "profession", "organisation", "everybody")),
        shield_what=random.choice(("all", "this", "another")),
        shield_by=random.choice((None, HOSPITAL)),
        shields_told=random.random() < 0.5,
        withheld=random.choice((None, *sorted(SHIELD_LABELS))),
        withheld_by=random.choice((HOSPITAL, OTHER_HOSPITAL)),
        withheld_is_told=random.random() < 0.5,
        wish=random.choice((None, None, "this")),
        graded=random.choice(((), (HOSPITAL,), (OTHER_HOSPITAL,), ("*",), ("*", OTHER_HOSPITAL))),
        delay_days=random.choice((None, None, 1, 14)),
        noru_days=random.choice((None, None, 14)),
    )


def naming(case, references, random):
    """The same case, with what it says of single resources said of some that are there."""
    some = frozenset(random.sample(references, 12))
    patient = replace(
        case.patient,
        shields=tuple(replace(each, references=some) if each.references else each for each in case.patient.shields),
        withholdings=tuple(replace(each, references=some) for each in case.patient.withholdings),
        wishes=tuple(replace(each, references=some) for each in case.patient.wishes),
    )
    return replace(case, patient=patient)


@pytest.fixture(scope="module")
async def stored(world):
    random = Random(2026)
    owner = await world.moves_in()
    days = (0, 1, 13, 14, 40)
    received = [await world.writes(owner, [a_resource(random) for _ in range(40)], now=NOW - timedelta(days=day)) for day in days]
    return [one for each in received for one in each]


@pytest.mark.parametrize("seed", range(SEEDS))
async def test_a_narrowed_search_finds_exactly_what_is_decided_one_by_one(world, stored, seed):
    random = Random(seed)
    situation = a_situation(random)
    case = naming(case_of(situation), [f"{one.type}/{one.id}" for one in stored], random)
    found = await world.record.search(
        owner=stored[0].owner,
        query=Query(TYPES, count=500),
        narrow=narrow(case, situation.act),
        stamp=None,
        entry=Entry(case.visit.id, NOW, Action.SEARCH),
    )
    decided = {one.id for one in stored if decide(case, situation.act, row_facts(one)).allowed}
    assert {row.id for row in found.rows} - {row.id for row in found.rows if row.type == "Patient"} == decided


def test_the_random_situations_are_of_every_kind():
    drawn = [(situation, narrow(case_of(situation), situation.act)) for situation in (a_situation(Random(seed)) for seed in range(SEEDS))]
    opened = [(situation.role, situation.act) for situation, narrowed in drawn if narrowed != Nothing()]
    assert {role for role, _ in opened} == {"self", "parent", "guardian", "attorney", "staff", "system"}
    assert len(opened) > SEEDS / 3


def test_a_decision_says_who_settled_it_and_keeps_every_vote():
    case = case_of(Situation())
    row = RowFacts("DocumentReference", "x", HOSPITAL, frozenset({"NORU", "NORN_FFL"}), NOW, None)
    denied, allowed = decide(case, "read", row), decide(case, "read", replace(row, labels=frozenset()))
    silent = decide(case_of(Situation(role="staff", purpose="HMARKT")), "read", replace(row, labels=frozenset()))
    assert (denied.verdict.rule, allowed.verdict.rule, silent.verdict.rule) == ("LAB-NORU", "OWN-1", "GATE-0")
    assert [vote.rule for vote in denied.votes if vote.cast == "deny"] == ["LAB-NORU", "LAB-NORN_FFL"]
    assert (denied.allowed, allowed.allowed, silent.allowed) == (False, True, False)
