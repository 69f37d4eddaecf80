"""Everybody gets a key that is short, plain, nobody else's, and always the same."""

import pytest

from innsyn.edge.loading.keys import Keys, slug
from innsyn.edge.loading.ledger import LoadedPerson
from innsyn.edge.loading.outcome import Arrival


def arrival(id_, name="Ruth"):
    return Arrival(id_, name, "Prøve", None)


def keys_of(keys, *arrivals):
    return [person.key for person in keys.people(arrivals)]


def test_the_key_is_the_first_name_and_the_beginning_of_the_id():
    assert keys_of(Keys([], []), arrival("p3f2abc")) == ["ruth-p3f2"]


def test_a_key_that_is_taken_grows():
    keys = Keys([], ["ruth-p3f2"])
    assert keys_of(keys, arrival("p3f2abc"), arrival("p3f2xyz")) == ["ruth-p3f2a", "ruth-p3f2x"]


def test_a_person_keeps_her_key_from_earlier():
    keys = Keys([LoadedPerson("gamle-ruth", "p3f2abc", "Ruth", "Prøve", None)], [])
    assert keys_of(keys, arrival("p3f2abc"), arrival("p3f2xyz")) == ["gamle-ruth", "ruth-p3f2"]


@pytest.mark.parametrize(
    ("name", "written"),
    [("Åse Bjørg", "ase"), ("Christian753", "christian"), ("Ælfred", "aelfred"), ("Đorđe", "dorde"), ("李", "person"), ("", "person")],
)
def test_names_are_written_plainly(name, written):
    assert slug(name) == written


def test_a_repr_shows_no_name():
    assert "Ruth" not in repr(arrival("p1"))
