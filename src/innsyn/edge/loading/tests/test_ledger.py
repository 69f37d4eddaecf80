"""The ledger survives being stopped in the middle of a line."""

from innsyn.edge.loading.ledger import Ledger, Line, LoadedPerson

PERSON = LoadedPerson("ruth", "p1", "Ruth", "Prøve", None)


def test_a_unit_that_was_added_is_known_after_a_restart(tmp_path):
    Ledger(tmp_path / "loads").add(Line("abc", "a.json", (PERSON,)))
    assert "abc" in Ledger(tmp_path / "loads")
    assert Ledger(tmp_path / "loads").people() == (PERSON,)


def test_a_unit_never_added_is_not_known(tmp_path):
    assert "abc" not in Ledger(tmp_path / "loads")


def test_half_a_line_is_left_out_and_the_next_one_is_whole(tmp_path):
    (tmp_path / "loads").write_text('{"digest": "ab')
    Ledger(tmp_path / "loads").add(Line("abc", "a.json"))
    assert "abc" in Ledger(tmp_path / "loads")


def test_a_unit_that_was_not_whole_is_not_known_but_its_people_are(tmp_path):
    Ledger(tmp_path / "loads").add(Line("abc", "a.json", (PERSON,), is_whole=False))
    again = Ledger(tmp_path / "loads")
    assert "abc" not in again
    assert again.people() == (PERSON,)


def test_a_unit_whose_people_were_not_offered_numbers_is_not_known_when_they_are_to_be(tmp_path):
    ledger = Ledger(tmp_path / "loads")
    ledger.add(Line("abc", "a.json", (PERSON,)))
    ledger.add(Line("def", "b.json", gave_numbers=True))
    assert [ledger.has(digest, with_numbers=True) for digest in ("abc", "def")] == [False, True]
    assert [ledger.has(digest, with_numbers=False) for digest in ("abc", "def")] == [True, True]


def test_the_newest_unit_that_brought_something_bears_witness(tmp_path):
    ledger = Ledger(tmp_path / "loads")
    assert ledger.witness() == ""
    for digest, witness in (("a", "Patient/a"), ("b", "Patient/b"), ("c", "")):
        ledger.add(Line(digest, "a.json", witness=witness))
    assert Ledger(tmp_path / "loads").witness() == "Patient/b"


def test_a_ledger_of_another_record_is_put_aside_and_not_lost(tmp_path):
    ledger = Ledger(tmp_path / "loads.jsonl")
    ledger.add(Line("abc", "a.json"))
    ledger.begin_anew()
    assert "abc" not in ledger
    assert "abc" not in Ledger(tmp_path / "loads.jsonl")
    assert "abc" in Ledger(tmp_path / "loads.other-record")


def test_a_line_of_a_newer_program_is_left_out(tmp_path):
    (tmp_path / "loads").write_text('{"digest": "x", "name": "x", "people": [], "colour": "red"}\n{"digest": "y"}\n7\n')
    assert "x" not in Ledger(tmp_path / "loads")


def test_nobody_else_may_read_it_and_it_shows_no_number(tmp_path):
    Ledger(tmp_path / "loads").add(Line("abc", "a.json", (PERSON,)))
    assert (tmp_path / "loads").stat().st_mode & 0o077 == 0
    assert "Ruth" not in repr(PERSON)
