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
