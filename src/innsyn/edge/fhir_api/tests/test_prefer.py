"""What the caller prefers to get back."""

import pytest

from innsyn.edge.fhir_api.prefer import NO_PREFERENCES, applied, read_prefer


def test_nothing_preferred_is_the_whole_resource_and_lenient_searches():
    assert read_prefer(None) == NO_PREFERENCES
    assert (NO_PREFERENCES.returns, NO_PREFERENCES.is_strict) == ("representation", False)


def test_return_and_handling_are_read_together():
    read = read_prefer("return=minimal, handling=strict")
    assert (read.returns, read.is_strict, read.says_return) == ("minimal", True, True)


def test_return_of_an_outcome_is_read_whatever_the_case():
    assert read_prefer('return="operationoutcome"').returns == "OperationOutcome"


def test_asynchronous_answers_are_wished_for():
    assert read_prefer("respond-async; wait=10").is_async


def test_unknown_preferences_are_ignored():
    read = read_prefer("return=everything, handling=lenient, colour=blue")
    assert (read.returns, read.is_strict, read.says_return) == ("representation", False, False)


@pytest.mark.parametrize(
    ("header", "interaction", "status", "told"),
    [
        ("return=minimal", "create", 201, "return=minimal"),
        ("return=representation, handling=strict", "update", 200, "return=representation"),
        ("return=OperationOutcome", "conditional-patch", 200, "return=OperationOutcome"),
        ("return=OperationOutcome", "delete", 200, "return=OperationOutcome"),
        ("handling=strict", "search-type", 200, "handling=strict"),
        ("return=OperationOutcome", "delete", 204, None),
        ("return=minimal", "create", 422, None),
        ("return=minimal", "read", 200, None),
        ("handling=lenient", "search-type", 200, None),
        ("handling=strict", "read", 200, None),
        ("return=everything", "create", 201, None),
        ("return=minimal", "transaction", 200, None),
    ],
)
def test_what_was_applied_is_told_and_nothing_else(header, interaction, status, told):
    assert applied(read_prefer(header), interaction, status) == told
