"""What is sent to a telephone or mailbox never says what waits: no word of medicine, no name, no kind of thing, in any language."""

import ast
import json
import re
from datetime import date
from typing import get_args

import pytest
from babel.messages.pofile import read_po

from innsyn.main.world import SEED
from innsyn.sandbox.people.nation import nation
from innsyn.web.app import WEB
from innsyn.web.language import Language
from innsyn.web.notices.channel import Channel
from innsyn.web.notices.kinds import Wording
from innsyn.web.notices.message import message
from innsyn.web.notices.sender import is_telling
from innsyn.web.texts import LOCALES, Texts

SOURCE = WEB.parent
WORD = re.compile(r"[^\W\d_]{4,}")
EVERYDAY = set(WORD.findall("cannot ingen innsyn under look never something this what from send sender still"))
"""Words that stand in medical texts too, and say nothing."""
TELLING = set(
    WORD.findall(
        "journal journalen time timen timeavtale avtale prøvesvar svar svarene epikrise brev melding meldingen dokument resept henvisning "
        "innkalling lege legen fastlege sykehus sykehuset helse pasient behandling diagnose medisin fullmakt innsynslogg record "
        "appointment message document result results prescription referral doctor hospital health patient treatment diagnosis medicine "
        "attorney letter test"
    )
)
"""Kinds of things that wait, and who sends such things. More are added freely."""


def words(text):
    return {word.lower() for word in WORD.findall(text)}


@pytest.fixture(scope="module")
def medical():
    """Every word of the codes the stories use, and of the terminologies that ship with the program."""
    found = set(TELLING)
    for path in (SOURCE / "sandbox" / "stories" / "codes").glob("*.py"):
        texts = [node.value for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.Constant)]
        found |= {word for text in texts if isinstance(text, str) for word in words(text)}
    for path in (SOURCE / "fhir" / "terminology" / "data").glob("*.json"):
        found |= words(json.dumps(json.loads(path.read_text("utf-8")), ensure_ascii=False))
    return found - EVERYDAY


@pytest.fixture(scope="module")
def names():
    """Every name of the nation: people, personnel, organisations."""
    land = nation(SEED, date(2026, 11, 22))
    whole = [
        *(str(each.name) for each in (*land.people.values(), *land.personnel.values())),
        *(each.name for each in land.organisations.values()),
    ]
    return {word for name in whole for word in words(name)}


def medical_words(text, medical):
    return {word for word in words(text) if word in medical or is_telling(word)}


def sent():
    texts = Texts.load([WEB / "texts"])
    for code in LOCALES:
        for wording in get_args(Wording):
            for channel in Channel:
                for sender in (None, "X"):
                    made = message(channel, wording, sender, Language(code, texts, is_strict=True))
                    yield f"{code} {wording} {channel}", made.title + " " + made.body


def kept(code):
    """Every text of `web` that is for sending: those of a notice, but for the names of kinds, which only the receiver's own log shows."""
    with (WEB / "texts" / f"{code}.po").open("rb") as file:
        catalogue = read_po(file)
    found = {each.id: each.string for each in catalogue if isinstance(each.id, str) and each.id.startswith("notices.")}
    return {key: text for key, text in found.items() if not key.startswith("notices.kind.")}


@pytest.mark.parametrize("code", LOCALES)
def test_every_text_that_is_for_sending_is_looked_at_in_every_language(code):
    looked_at = [text for where, text in sent() if where.startswith(f"{code} ")]
    assert len(looked_at) == len(get_args(Wording)) * len(Channel) * 2
    assert len(kept(code)) >= len(get_args(Wording)) * 2
    parts = {key: re.split(r"\{\w+\}", text) for key, text in kept(code).items()}
    unseen = [key for key, each in parts.items() if not any(each) or not any(all(part in text for part in each) for text in looked_at)]
    assert not unseen, f"a text that is for sending is in no message, or is empty: {unseen}"


def test_each_language_has_words_of_its_own():
    assert len({text for where, text in sent() if " waiting sms" in where}) == len(LOCALES) * 2
    assert len(LOCALES) == 4


def test_only_these_words_are_sent():
    """Whatever way out there is or comes, it is given a message and takes no text from elsewhere."""
    outside = [path for path in (SOURCE / "edge" / "notify").glob("*.py") if re.search(r"\.t\(|\.say\(|Markup", path.read_text("utf-8"))]
    assert not outside


def test_no_notice_says_anything_medical(medical):
    assert len(medical) > 500
    found = {where: telling for where, text in sent() if (telling := medical_words(text, medical))}
    assert not found, f"a notice says that something waits, never what: {found}"


def test_no_notice_has_a_name_in_it(names):
    assert len(names) > 300
    found = {where: telling for where, text in sent() if (telling := words(text) & names)}
    assert not found, f"a notice names nobody: {found}"


@pytest.mark.parametrize("text", ["Du har fått prøvesvar.", "Epikrisen fra Kari er klar", "New appointment", "Kreft"])
def test_a_text_that_tells_is_found(medical, names, text):
    assert medical_words(text, medical) | (words(text) & names)
