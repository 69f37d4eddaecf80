"""Every rule speaks exactly where its own examples say."""

import pytest

from innsyn.gate.decide import decide
from innsyn.gate.rules.book import RULES, RULES_FOR_CONTENT, is_rule
from innsyn.gate.rules.known_labels import CONFIDENTIALITY, KNOWN_LABELS, SHIELD_LABELS
from innsyn.gate.rules.professions import PROFESSIONS, WITHOUT_NEED
from innsyn.gate.rules.situation import case_of, row_of

OPENS_READING = {
    *("OWN-1", "OWN-7", "REP-10", "REP-11", "REP-20", "REP-23", "REP-30", "STAFF-1", "OFF-1", "OFF-3", "SYS-4", "DIA-11"),
}
OPENS_WRITING = {
    "STAFF-2",
    "OFF-2",
    "OFF-4",
    "DO-1",
    "DO-2",
    "DO-3",
    "APT-1",
    "APT-2",
    "APT-3",
    "APT-4",
    "APT-5",
    "REF-1",
    *(f"DIA-{n}" for n in range(1, 6)),
    *("EVT-1", "EVT-2", "EVT-3"),
}
OPENING = OPENS_READING | OPENS_WRITING | {"SYS-1", "SYS-3"}
CLOSES_READING = {"CONTENT-1", "DIA-7", "DIA-9", "EVT-4", "SHIELD-1", "SHIELD-2", "PRIV-2", "WISH-1"}
CLOSES_WRITING = {"DIA-10", "PRIV-4", "SYS-5"}
UNTOLD = {
    *(f"LAB-NORN_{code}" for code in ("FFL", "KUT", "ALL", "FFH", "FPB", "ANG", "FORANS", "UNGDOM")),
    *("LAB-V", "LAB-ALL-DOCUMENTS", "LAB-UNKNOWN", "DRAFT-1", "DRAFT-2", "CONTENT-1", "STAFF-6"),
    *("DIA-7", "DIA-8", "DIA-9", "DIA-12", "DIA-13", "EVT-4"),
    *("REP-12", "SHIELD-2", "PRIV-1", "PRIV-2", "PRIV-3", "PRIV-5", "WISH-1"),
}
VECTORS = [(rule, vector) for rule in RULES for vector in rule.vectors]


@pytest.mark.parametrize(("rule", "vector"), VECTORS, ids=[f"{rule.key}-{n}" for n, (rule, _) in enumerate(VECTORS)])
def test_a_rule_speaks_exactly_where_its_vectors_say(rule, vector):
    case, row = case_of(vector.situation), row_of(vector.situation)
    (vote,) = decide(case, vector.situation.act, row, rules=(rule,)).votes
    assert vote.cast == (rule.effect if vector.speaks else "abstain")


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.key)
def test_every_rule_has_a_paragraph_and_an_example_of_both_kinds(rule):
    assert rule.law
    assert {vector.speaks for vector in rule.vectors} == {True, False}


def test_content_of_an_allowed_document_is_judged_by_every_rule_but_the_one_about_content():
    assert [rule.key for rule in RULES if rule not in RULES_FOR_CONTENT] == ["CONTENT-1"]
    assert set(RULES_FOR_CONTENT) < set(RULES)


def test_only_these_rules_open_anything_and_all_others_close():
    assert {rule.key: rule.effect for rule in RULES} == {rule.key: "allow" if rule.key in OPENING else "deny" for rule in RULES}
    assert {rule.key for rule in RULES} > OPENING


def test_only_these_reasons_are_told_to_whom_they_stop():
    assert {rule.key for rule in RULES if not rule.is_told} == UNTOLD


def test_only_these_rules_are_about_one_act():
    assert {rule.key for rule in RULES if rule.acts == {"read"}} == OPENS_READING | CLOSES_READING
    assert {rule.key for rule in RULES if rule.acts == {"write"}} == OPENS_WRITING | CLOSES_WRITING


def test_the_known_labels_are_the_code_systems_complete():
    assert {
        *("N", "NORS", "NORU", "NORN_FFL", "NORN_KUT", "NORN_EPO", "NORN_ALL", "NORN_FOR", "NORN_FORANS", "NORN_UNGDOM"),
        *("NORN_FFH", "NORN_FPB", "NORN_DUP", "NORN_ANG"),
    } == SHIELD_LABELS
    assert set("ULMNRV") == CONFIDENTIALITY
    assert {
        *("PATRPT", "http://terminology.hl7.org/CodeSystem/v3-ActReason|HTEST", "http://helsenorge.no/fhir/sensitiv-avsender|1"),
        *(f"urn:oid:2.16.578.1.12.4.1.1.7618|{area}" for area in (1, 3, 6)),
        *(f"urn:innsyn:access-fact|{kind}" for kind in ("withholding", "registered")),
    } == KNOWN_LABELS - SHIELD_LABELS - CONFIDENTIALITY


def test_the_professions_are_volven_9060_complete_without_the_withdrawn():
    assert set("AA AT AU BI ET FA1 FA2 FB FO FT HE HF HP JO KE KI LE NP".split()) < PROFESSIONS  # noqa: SIM905
    assert set("OA OI OP OR OS PE PM PS RA SP TH TL TP TT VE VP XX".split()) < PROFESSIONS  # noqa: SIM905
    assert len(PROFESSIONS) == 35
    assert set(WITHOUT_NEED) == {"XX", "VE", "FB"}


def test_no_two_rules_share_a_key():
    assert len({rule.key for rule in RULES}) == len(RULES)


def test_only_the_rules_of_the_book_have_a_place_on_the_page_of_the_rules():
    assert all(is_rule(rule.key) for rule in RULES)
    assert not any(is_rule(key) for key in ("GATE-0", "DOOR-1", "OFF-0", "OWN", ""))
