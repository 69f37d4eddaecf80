"""What a line says: one sentence that stands alone, the same words in four languages, never a number of anybody."""

import re
from dataclasses import replace
from pathlib import Path

import pytest

import innsyn.gate
from innsyn.gate.grounds import ACCESS_REVIEW, REGISTER_KEEPS
from innsyn.gate.log.line import Refusal, Seen
from innsyn.gate.log.sentence import THE_PATIENT, Reader, details, sentence
from innsyn.gate.log.tests.samples import LINE, READERS, every_line, every_sentence
from innsyn.web.app import WEB
from innsyn.web.language import Language
from innsyn.web.texts import LOCALES, Texts

TEXTS = Texts.load([Path(innsyn.gate.__file__).parent / "texts", WEB / "texts"])
MOTHER = replace(LINE, kind="relative", role="mother", who="Kari Solvang", profession=None)
FOR_JONAS = Reader(is_patient=False, patient="Jonas")


def said(line, reader=THE_PATIENT, code="nb"):
    return str(Language(code, TEXTS, is_strict=True).say(sentence(line, reader)))


def told(line):
    return [str(Language("nb", TEXTS, is_strict=True).say(each)) for each in details(line)]


def test_who_from_where_when_did_what_and_why_is_one_sentence():
    place = "Kirurgisk sengepost, Fjordby sykehus, Fjordby helseforetak"
    when = "22. november 2026 kl. 12:00"
    assert said(LINE) == f"Nina Berg (sykepleier) ved {place} åpnet journalen {when} og oppga «Planlagt time» som grunn."


@pytest.mark.parametrize(
    ("line", "words"),
    [
        (replace(LINE, emergency="gate.emergency.life"), "brukte nødtilgang"),
        (replace(LINE, state="found"), "men åpnet ikke journalen"),
        (replace(LINE, state="refused"), "prøvde å åpne journalen"),
        (replace(LINE, kind="self"), "Du åpnet journalen din"),
        (replace(LINE, kind="relative", role="attorney"), "med fullmakt fra deg"),
        (replace(LINE, kind="relative", role="guardian"), "for deg, som verge"),
        (replace(LINE, kind="system", who="Journalsystemet"), "Journalsystemet for Fjordby helseforetak leverte opplysninger"),
        (replace(LINE, kind="system", who="Folkeregisteret", basis=REGISTER_KEEPS.basis), "oppdaterte foreldre, verger og adressevern"),
        (replace(LINE, basis=ACCESS_REVIEW.basis, office="privacy-officer", is_listed=True), "Nina Berg (personvernombud)"),
        (replace(LINE, basis="gate.basis.unusual_list", state="found", is_listed=True), "at et oppslag her er uvanlig"),
        (replace(LINE, who="", profession=None), "En ansatt som ikke er navngitt ved"),
        (replace(LINE, kind="unknown"), "loggen sier ikke av hvem"),
    ],
)
def test_each_way_to_come_is_told_as_what_it_is(line, words):
    assert words in said(line)


def test_what_a_representative_did_is_told_with_for_whom_to_each_reader():
    assert said(MOTHER) == "Kari Solvang åpnet journalen 22. november 2026 kl. 12:00 for deg, som mor."
    assert said(MOTHER, FOR_JONAS).endswith("for Jonas, som mor.")
    assert said(MOTHER, FOR_JONAS, "en").endswith("for Jonas, as mother.")
    assert said(MOTHER, Reader(is_patient=False)).endswith("for den journalen handler om, som mor.")


def test_a_stranger_who_was_stopped_is_not_named():
    stranger = replace(LINE, kind="relative", role="", state="refused", who="Ola Fremmed")
    assert "Ola" not in said(stranger)
    assert "Ola" not in said(replace(stranger, role="attorney"))


def test_her_own_visit_is_told_to_others_as_hers():
    own = replace(LINE, kind="self")
    assert "Du" not in said(own, FOR_JONAS).split()
    assert said(own, FOR_JONAS).startswith("Den journalen handler om")


def test_the_rest_is_told_in_whole_sentences_of_their_own():
    line = replace(LINE, user_selected=True, opened=("Epikrise", "Notat"), written=(Seen("Observation", 2),))
    assert told(line) == [
        "Formålet som ble oppgitt, er behandling.",
        "Vi fant ingen avtale, henvisning eller innleggelse som forklarer oppslaget. "
        "Det er den som åpnet journalen, som har oppgitt grunnen.",
        "Dette ble åpnet: Epikrise og Notat.",
        "Dette ble vist, også i lister: dokumenter (2).",
        "Dette ble skrevet: målinger og prøvesvar (2).",
    ]


def test_why_something_was_stopped_is_told_of_personnel_and_of_nobody_else():
    stopped = replace(LINE, refusals=(Refusal("gate.rule.draft", 1),))
    assert any("utkast" in each for each in told(stopped))
    assert not any("utkast" in each for each in told(replace(stopped, kind="relative")))


def test_nothing_but_whose_record_it_is_means_that_nothing_was_opened():
    nothing = replace(LINE, seen=(Seen("Patient", 1),))
    only = "Ingen andre opplysninger enn hvem pasienten er, ble vist."
    assert told(nothing) == ["Formålet som ble oppgitt, er behandling.", only]
    assert only not in told(LINE)
    assert not replace(nothing, kind="relative").did_nothing
    assert not replace(nothing, written=(Seen("Task", 1),)).did_nothing


@pytest.mark.parametrize("code", LOCALES)
def test_every_line_is_a_whole_sentence_in_every_language(code):
    language = Language(code, TEXTS, is_strict=True)
    for one in every_sentence():
        spoken = str(language.say(one))
        assert re.match(r"[^\W\d_].*\.\Z", spoken, re.DOTALL), spoken
        assert spoken[0].isupper(), spoken
        assert "  " not in spoken, spoken
        assert " ." not in spoken, spoken
        assert "{" not in spoken, spoken


def test_no_sentence_holds_what_stands_for_anybody():
    marked = [replace(line, key="opaque-key", hpr="990000137") for line in every_line()]
    spoken = " ".join(said(line, reader) for line in marked for reader in READERS)
    assert "opaque-key" not in spoken
    assert "990000137" not in spoken
