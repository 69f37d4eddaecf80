"""A notice is about something of ours, for somebody, and tells no sender whose name says too much."""

import pytest

from innsyn.web.notices import Kind, Notice, sender_name
from innsyn.web.notices.kinds import MANNERS, Group
from innsyn.web.notices.sender import SENSITIVE_SENDER
from innsyn.web.testing.fakes import NOW


def a_notice(**other):
    return Notice(**({"kind": Kind.DOCUMENT_NEW, "to": "kari", "about": "/documents/d1", "once": "document/d1", "at": NOW} | other))


def test_every_kind_has_its_manner_and_every_group_its_kinds():
    assert set(MANNERS) == set(Kind)
    assert {manner.group for manner in MANNERS.values()} == set(Group)


def test_only_what_guards_the_account_cannot_be_switched_off():
    assert {manner.group for manner in MANNERS.values() if manner.weight == "mandatory"} == {Group.SECURITY}


@pytest.mark.parametrize("about", ["https://evil.example/", "//evil.example", "documents/d1", "", "/a\\b", "javascript:alert(1)"])
def test_a_notice_is_about_nothing_outside(about):
    with pytest.raises(ValueError):
        a_notice(about=about)


@pytest.mark.parametrize("lacking", [{"to": ""}, {"once": ""}])
def test_a_notice_without_receiver_or_word_is_none(lacking):
    with pytest.raises(ValueError):
        a_notice(**lacking)


def test_neither_its_word_nor_its_sender_is_printed():
    assert "document/d1" not in repr(a_notice(sender="Fjordby sykehus"))
    assert "Fjordby" not in repr(a_notice(sender="Fjordby sykehus"))


@pytest.mark.parametrize("name", ["Fjordby sykehus", "Oslo universitetssykehus HF", "Nordvik kommune", "Strandgata legesenter"])
def test_an_ordinary_senders_name_may_be_told(name):
    assert sender_name(name, ["urn:oid:2.16.578.1.12.4.1.1.7618|3"]) == name


def test_a_sensitive_senders_name_is_not_told():
    assert sender_name("Fjordby sykehus", [SENSITIVE_SENDER]) is None


@pytest.mark.parametrize(
    "name", ["Alderspsykiatrisk poliklinikk", "Rusklinikken", "Kreftsenteret", "BUP Fjordby", "DPS Nord", "", "x" * 61, "Sykehus\nnytt"]
)
def test_a_name_that_says_what_is_treated_or_is_no_name_is_not_told(name):
    assert sender_name(name) is None


@pytest.mark.parametrize("name", ["Virusgata legesenter", "Larvik kommune", "Europa helse"])
def test_short_stems_count_at_the_beginning_of_a_word_only(name):
    assert sender_name(name) == name
