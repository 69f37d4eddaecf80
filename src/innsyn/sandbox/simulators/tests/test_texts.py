"""Every text of the simulators' pages exists in every language, with the same places to fill."""

import re

import pytest
from babel.messages.pofile import read_po

from innsyn.sandbox.simulators.openid.texts import FOLDER, LANGUAGES, text


def catalogue(language):
    with (FOLDER / f"{language}.po").open("rb") as file:
        return {message.id: message.string for message in read_po(file) if message.id}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_key_has_a_sentence_with_the_same_places(language):
    first, other = catalogue("nb"), catalogue(language)

    assert other.keys() == first.keys()
    for key, sentence in first.items():
        assert other[key], key
        assert sorted(re.findall(r"{(\w+)}", other[key])) == sorted(re.findall(r"{(\w+)}", sentence)), key


def test_unknown_key_is_a_defect():
    with pytest.raises(KeyError):
        text("no.such.key", "nb")
