"""A guardian's mandate as RelatedPerson, there and back: scope, days, and with whom an errand of care is."""

from datetime import date
from typing import get_args

import pytest

from innsyn.gate.rules.access_facts import REGISTERED_LABEL
from innsyn.gate.rules.relations import Guardian, GuardianScope, Period
from innsyn.gate.standing.relatives import EXTENSION, guardian_body, relation_of
from innsyn.gate.tests.families import a_person, as_guardian

TOWNS = frozenset({"290000025", "290000033"})


def there_and_back(body):
    return relation_of(body, frozenset({REGISTERED_LABEL}), lambda number: f"key of {number}")


@pytest.mark.parametrize("scope", get_args(GuardianScope))
def test_a_mandate_comes_back_as_it_was_and_only_an_errand_of_care_names_municipalities(scope):
    gudrun = a_person()
    told = as_guardian(gudrun, scope=scope, since=date(2024, 1, 2), until=date(2027, 1, 1))
    with_whom = TOWNS if scope == "municipal_care" else frozenset()
    expected = Guardian(
        key=f"key of {gudrun.number.value}", scope=scope, organisations=with_whom, period=Period(date(2024, 1, 2), date(2027, 1, 1))
    )  # fmt: skip
    assert there_and_back(guardian_body(told, "p", TOWNS)) == expected


def test_a_scope_nobody_knows_is_unknown_and_its_municipalities_are_passed_over():
    body = guardian_body(as_guardian(a_person(), scope="municipal_care"), "p", TOWNS)
    (told,) = body["extension"]
    assert told["url"] == EXTENSION
    told["extension"][0]["valueCode"] = "everything"
    assert (there_and_back(body).scope, there_and_back(body).organisations) == ("unknown", frozenset())
