"""Documents are new for a while, stand under their year, and are saved under names that say nothing about the person."""

from dataclasses import replace
from datetime import timedelta

from innsyn.features.documents import samples
from innsyn.features.documents.from_fhir import document
from innsyn.features.documents.rules import beside, by_year, file_name, is_new
from innsyn.fhir.dates import interval

DOCUMENT = document(samples.stored(samples.text_document("x"), "d1"))


def test_new_when_it_has_just_come():
    assert is_new(DOCUMENT, now=DOCUMENT.stored_at)
    assert is_new(DOCUMENT, now=DOCUMENT.stored_at + timedelta(days=14, seconds=-1))


def test_no_longer_new():
    assert not is_new(DOCUMENT, now=DOCUMENT.stored_at + timedelta(days=14))


def test_an_old_document_that_came_today_is_not_new():
    assert not is_new(replace(DOCUMENT, at=interval("2025-12-01")), now=DOCUMENT.stored_at)
    assert not is_new(replace(DOCUMENT, at=None), now=DOCUMENT.stored_at)


def test_never_new_before_it_came():
    assert not is_new(DOCUMENT, now=DOCUMENT.stored_at - timedelta(seconds=1))


def test_years_keep_the_order_of_the_list():
    old, undated = replace(DOCUMENT, at=interval("2024-05")), replace(DOCUMENT, at=None)
    assert [(year, len(group)) for year, group in by_year([DOCUMENT, DOCUMENT, old, undated])] == [(2026, 2), (2024, 1), (None, 1)]


def test_the_year_turns_at_midnight_in_norway():
    ((year, _),) = by_year([replace(DOCUMENT, at=interval("2025-12-31T23:30:00Z"))])
    assert year == 2026


def test_a_saved_file_is_named_by_its_day_and_form():
    assert file_name(DOCUMENT, "application/pdf") == "dokument-2026-03-12.pdf"
    assert file_name(DOCUMENT, "application/x-odd") == "dokument-2026-03-12.bin"
    assert file_name(replace(DOCUMENT, at=None), "text/plain") == "dokument-uten-dato.txt"


def test_neighbours_in_the_list():
    listed = [replace(DOCUMENT, id=each) for each in "abc"]
    newer, older = beside(listed, "b")
    assert (newer.id, older.id) == ("a", "c")
    assert beside(listed, "a")[0] is None
    assert beside(listed, "c")[1] is None


def test_a_document_outside_the_list_has_no_neighbours():
    assert beside([DOCUMENT], "other") == (None, None)
