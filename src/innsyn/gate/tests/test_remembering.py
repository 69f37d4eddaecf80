"""A bounded memory forgets what was used longest ago."""

from innsyn.gate.remembering import Remembered


def test_the_least_recently_used_falls_out():
    memory = Remembered[str, int](2)
    memory.keep("a", 1)
    memory.keep("b", 2)
    assert memory.get("a") == 1
    assert memory.keep("c", 3) == 3
    assert [memory.get(key) for key in "abc"] == [1, None, 3]


def test_what_is_kept_again_is_new():
    memory = Remembered[str, int](2)
    for key, value in (("a", 1), ("b", 2), ("a", 7), ("c", 3)):
        memory.keep(key, value)
    assert [memory.get(key) for key in "abc"] == [7, None, 3]


def test_forgetting_takes_one_or_all():
    memory = Remembered[str, int]()
    memory.keep("a", 1)
    memory.keep("b", 2)
    memory.forget("a")
    memory.forget("never there")
    assert [memory.get(key) for key in "ab"] == [None, 2]
    memory.clear()
    assert memory.get("b") is None
