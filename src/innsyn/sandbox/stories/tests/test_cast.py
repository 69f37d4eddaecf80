"""The cast: the six personas and the others, each with a line in every language."""

from pathlib import Path

from babel.messages.pofile import read_po

from innsyn.sandbox.stories import cast
from innsyn.sandbox.stories.cast import LANGUAGES

TEXTS = Path(__file__).parent.parent / "texts"


def test_the_six_personas_are_there(land):
    members = {member.key: member for member in cast(land)}
    assert (members["kari"].role, members["lien"].role) == ("citizen", "personnel")
    assert {"kari", "arne", "amina", "lien", "berg", "eva"} <= set(members)


def test_there_are_fourteen_citizens_and_eight_personnel_at_least(land):
    roles = [member.role for member in cast(land)]
    assert roles.count("citizen") >= 14
    assert roles.count("personnel") >= 8


def test_keys_are_unique_and_short_and_never_a_number(land):
    keys = [member.key for member in cast(land)]
    assert len(keys) == len(set(keys))
    assert all(key.isascii() and key.isalpha() and len(key) <= 12 for key in keys)


def test_citizens_have_no_hpr_number_and_authorised_personnel_have_one(land):
    for member in cast(land):
        if member.role == "citizen":
            assert member.hpr is None
    members = {member.key: member for member in cast(land)}
    assert members["berg"].hpr == land.personnel["berg"].hpr
    assert members["eva"].hpr is None


def test_everyone_has_one_line_in_every_language(land):
    for member in cast(land):
        assert set(member.story) == set(LANGUAGES)
        assert all(line and "\n" not in line and len(line) < 130 for line in member.story.values())


def test_unsure_sami_lines_are_marked(land):
    with (TEXTS / "se.po").open("rb") as file:
        assert all(message.fuzzy for message in read_po(file) if message.id)


def test_nobody_shows_a_number_in_a_repr(land):
    member = cast(land)[0]
    assert repr(member) == "CastMember(kari)"
