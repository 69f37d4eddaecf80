"""A cursor says nothing and cannot be made or changed by anybody but the platform."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from innsyn.edge.fhir_api.search.cursors import FOREIGN, Cursor, Cursors
from innsyn.gate.clients import Client
from innsyn.gate.scopes import Scopes
from innsyn.gate.visit import Actor

SECRET = bytes(range(32))
CURSORS = Cursors(SECRET)
CLIENT = Client(Actor(kind="system", key="system:1", name="A"), Scopes())
HELD = Cursor(path="Patient", pairs=(("name", "Åse"), ("_count", "2")), is_posted=True, after="place", at_type=1)

texts = st.text(max_size=30)


@given(pairs=st.lists(st.tuples(texts, texts), max_size=5), after=st.none() | texts, is_posted=st.booleans())
def test_what_was_written_is_read(pairs, after, is_posted):
    held = Cursor(path="Patient", pairs=tuple(pairs), is_posted=is_posted, after=after)
    assert CURSORS.read(CURSORS.write(held, CLIENT), CLIENT, "Patient") == held


def test_a_cursor_is_the_same_in_every_process():
    assert Cursors(SECRET).read(CURSORS.write(HELD, CLIENT), CLIENT, "Patient") == HELD


def test_a_cursor_shows_nothing_of_what_it_holds():
    assert not any(word in CURSORS.write(HELD, CLIENT) for word in ("name", "place", "Patient", "count"))


@pytest.mark.parametrize(
    "other",
    [
        Client(Actor(kind="system", key="system:2", name="A"), Scopes()),
        Client(Actor(kind="staff", key="system:1", name="A"), Scopes()),
        Client(CLIENT.actor, Scopes(), context="patient"),
        Client(CLIENT.actor, Scopes(), patient_id="p1"),
        Client(CLIENT.actor, Scopes(), client_id="another"),
    ],
)
def test_a_cursor_is_good_for_its_client_only(other):
    assert CURSORS.read(CURSORS.write(HELD, CLIENT), other, "Patient") == FOREIGN


def test_a_cursor_is_good_for_its_path_and_its_platform_only():
    written = CURSORS.write(HELD, CLIENT)
    assert CURSORS.read(written, CLIENT, "Observation") == FOREIGN
    assert Cursors(bytes(32)).read(written, CLIENT, "Patient") == FOREIGN


@given(place=st.integers(0, 100), sign=st.sampled_from("AZaz09-_"))
def test_a_cursor_with_any_sign_changed_is_refused(place, sign):
    written = CURSORS.write(HELD, CLIENT)
    place = min(place, len(written) - 3)
    changed = written[:place] + sign + written[place + 1 :]
    assert changed == written or CURSORS.read(changed, CLIENT, "Patient") == FOREIGN


@pytest.mark.parametrize("text", ["", "A", "…", "%%%", "AAAA", "A" * 40_000, "\0"])
def test_nonsense_is_refused(text):
    assert CURSORS.read(text, CLIENT, "Patient") == FOREIGN
