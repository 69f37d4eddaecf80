"""What trusts have chosen is read from the catalogues, and where it cannot be read nobody takes it for nothing chosen."""

import json
from datetime import date, timedelta

import pytest

from innsyn.gate.policies import PolicyBook, first_day, policies_on, policy_body, policy_of
from innsyn.gate.rules.policy import NATION, NO_CHOICES, Delay, Policy
from innsyn.gate.tests.samples import NOW, TRUST
from innsyn.kernel.outcome import Problem
from innsyn.record.stored import Found, Stored
from innsyn.record.unavailable import RecordUnavailable

CHOICE = Policy(
    since=date(2026, 11, 1), ages="graded", delays=(Delay("DocumentReference", None, 14), Delay("Observation", ("code", "s", "c"), 3)),
    delayed_days=30, tells_shields=False, answer_days=7,
)  # fmt: skip


def kept(body, *, custodian=None):
    octets = json.dumps(body).encode()
    return Stored(1, 0, "PlanDefinition", body["id"], 1, NOW, custodian, frozenset(), deleted=False, body=octets)


class Catalogue:
    """A record's catalogues: answers with what it is told, and counts how often it was asked."""

    def __init__(self, *choices):
        self.answer, self.asked = Found(tuple(kept(policy_body(number, choice, "Valg")) for number, choice in choices)), 0

    async def shared_search(self, query):
        self.asked += 1
        return self.answer


def test_a_choice_is_read_as_it_was_written():
    assert policy_of(kept(policy_body(TRUST, CHOICE, "Valg"))) == (TRUST, CHOICE)
    assert policy_of(kept(policy_body(NATION, CHOICE, "Valg"))) == (NATION, CHOICE)


@pytest.mark.parametrize(
    "change",
    [{"status": "retired"}, {"extension": []}, {"identifier": []}, {"effectivePeriod": {}}, {"effectivePeriod": {"start": "2026-11"}}],
)
def test_what_is_no_choice_is_none(change):
    assert policy_of(kept(policy_body(TRUST, CHOICE, "Valg") | change)) is None


def test_what_a_client_has_written_is_no_choice():
    assert policy_of(kept(policy_body(TRUST, CHOICE, "Valg"), custodian=TRUST)) is None


def test_of_each_ones_choices_the_newest_that_has_begun_holds():
    old, new = Policy(since=date(2026, 11, 1)), Policy(since=date(2026, 11, 23), ages="graded")
    assert policies_on([(TRUST, new), (TRUST, old)], date(2026, 11, 22)).by_trust == {TRUST: old}
    assert policies_on([(TRUST, new), (TRUST, old)], date(2026, 11, 23)).by_trust == {TRUST: new}
    assert policies_on([(TRUST, new)], date(2026, 11, 22)) is NO_CHOICES


def test_a_choice_made_just_before_midnight_begins_the_midnight_after():
    assert first_day(NOW) == date(2026, 11, 23)
    almost = NOW.replace(hour=22, minute=58, second=0)
    assert first_day(almost - timedelta(seconds=1)) == date(2026, 11, 23)
    assert first_day(almost) == date(2026, 11, 24)


async def test_choices_are_read_once_a_minute():
    catalogue = Catalogue((TRUST, CHOICE))
    book = PolicyBook(catalogue)
    for seconds, asked in ((0, 1), (59, 1), (60, 2)):
        assert (await book.on(NOW + timedelta(seconds=seconds))).by_trust == {TRUST: CHOICE}
        assert catalogue.asked == asked


async def test_where_the_choices_cannot_be_read_those_known_hold_and_they_are_asked_for_again():
    catalogue = Catalogue((TRUST, CHOICE))
    book = PolicyBook(catalogue)
    await book.on(NOW)
    catalogue.answer = Problem("too-costly", "record.too_costly")
    later = NOW + timedelta(minutes=5)
    assert (await book.on(later)).by_trust == {TRUST: CHOICE}
    assert (await book.on(later)).by_trust == {TRUST: CHOICE}
    assert catalogue.asked == 3


async def test_where_the_choices_have_never_been_read_nothing_is_decided():
    catalogue = Catalogue()
    catalogue.answer = Problem("too-costly", "record.too_costly")
    with pytest.raises(RecordUnavailable):
        await PolicyBook(catalogue).on(NOW)
