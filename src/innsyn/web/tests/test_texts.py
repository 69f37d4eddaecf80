"""Texts are read at start, whole or not at all."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from markupsafe import Markup

from innsyn.kernel.said import Said, Word
from innsyn.web.app import WEB
from innsyn.web.language import Language, MissingText
from innsyn.web.texts import LOCALES, TextProblem, Texts

HEAD = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'
AT = datetime(2026, 3, 12, 13, 5, tzinfo=UTC)


@pytest.fixture(scope="module")
def texts():
    return Texts.load([WEB / "texts"])


@pytest.fixture(scope="module")
def bokmål(texts):
    return Language("nb", texts, is_strict=True)


def folder(place, **sentences):
    place.mkdir()
    for code in LOCALES:
        rows = {key.replace("__", "."): text for key, text in sentences.items() if not key.startswith("not_") or key != f"not_{code}"}
        (place / f"{code}.po").write_text(HEAD + "\n".join(f'msgid "{key}"\nmsgstr "{text}"\n' for key, text in rows.items()), "utf-8")
    return place


def spoken(tmp_path, sentence, *values, **named):
    return Language("nb", Texts.load([folder(tmp_path / "t", a__b=sentence)]), is_strict=True).t("a.b", *values, **named)


def test_a_key_in_two_slices_stops_the_program(tmp_path):
    with pytest.raises(TextProblem, match="already a text of another slice"):
        Texts.load([folder(tmp_path / "one", a__b="x"), folder(tmp_path / "two", a__b="y")])


def test_a_key_missing_in_one_language_stops_the_program(tmp_path):
    place = folder(tmp_path / "one", a__b="x")
    (place / "se.po").write_text(HEAD, "utf-8")
    with pytest.raises(TextProblem, match=r"se\.po lacks a\.b"):
        Texts.load([place])


def test_an_empty_text_stops_the_program(tmp_path):
    with pytest.raises(TextProblem, match=r"a\.b is empty"):
        Texts.load([folder(tmp_path / "one", a__b="")])


def test_a_text_without_a_form_for_two_stops_the_program_where_the_language_has_one(tmp_path):
    place = folder(tmp_path / "one", a__b="x")
    counted = 'msgid "a.b"\nmsgid_plural "a.b"\nmsgstr[0] "{n} x"\nmsgstr[1] "{n} y"\n'
    (place / "nb.po").write_text(HEAD + counted, "utf-8")
    Texts.load([place])
    (place / "se.po").write_text(HEAD + counted, "utf-8")
    with pytest.raises(TextProblem, match="has 2 forms for counting and needs 3"):
        Texts.load([place])


def test_a_missing_file_stops_the_program(tmp_path):
    place = folder(tmp_path / "one", a__b="x")
    (place / "nn.po").unlink()
    with pytest.raises(TextProblem, match="is missing"):
        Texts.load([place])


def test_an_unsure_text_is_shown_all_the_same(texts):
    assert Language("se", texts).t("web.menu.leave") == "Čálit olggos"


def test_values_are_escaped_and_markup_is_not(tmp_path):
    assert spoken(tmp_path, "{a} & {b}", a="<b>", b=Markup("<i>x</i>")) == "&lt;b&gt; &amp; <i>x</i>"


def test_markup_in_a_text_is_only_words(tmp_path):
    assert spoken(tmp_path, "<b>x</b>") == "&lt;b&gt;x&lt;/b&gt;"


def test_words_in_a_text_become_a_link(tmp_path):
    assert spoken(tmp_path, "see {law|the act}.", law="https://x.no/?a=1&b=2") == (
        'see <a class="ds-link" href="https://x.no/?a=1&amp;b=2">the act</a>.'
    )


@pytest.mark.parametrize("address", ["javascript:alert(1)", "//evil.example", "http://x.no", "data:text/html,x"])
def test_a_link_to_anything_that_runs_or_leaves_unseen_is_refused(tmp_path, address):
    with pytest.raises(ValueError, match="a link in a text"):
        spoken(tmp_path, "see {law|x}", law=address)


@pytest.mark.parametrize(
    ("code", "count", "said"),
    [("nb", 1, "for 1 dag siden"), ("nb", 2, "for 2 dager siden"), ("nb", 1234, "for 1\u00a0234 dager siden"), ("en", 1, "1 day ago")],
)
def test_counted_things_follow_the_language(texts, code, count, said):
    assert Language(code, texts).t("web.time.days_ago", count) == said


def test_a_key_nobody_wrote_breaks_a_test_and_shows_itself_otherwise(texts):
    with pytest.raises(MissingText):
        Language("nb", texts, is_strict=True).t("web.nobody.wrote.this")
    assert Language("nb", texts).t("web.nobody.wrote.this") == "⟦web.nobody.wrote.this⟧"


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("nb", "12. mars 2026 kl. 14:05"),
        ("nn", "12. mars 2026 kl. 14:05"),
        ("en", "12 March 2026 at 14:05"),
        ("se", "2026 njukčamánnu 12 dii. 14:05"),
    ],
)
def test_an_instant_is_said_in_norwegian_time_in_every_language(texts, code, said):
    assert Language(code, texts).instant(AT) == said


def test_a_day_turns_at_midnight_in_norway(bokmål):
    assert bokmål.date(datetime(2026, 3, 12, 23, 30, tzinfo=UTC)) == "13. mars 2026"
    assert bokmål.date(date(2026, 3, 12)) == "12. mars 2026"


@pytest.mark.parametrize(
    ("ago", "said"),
    [
        (timedelta(seconds=-5), "nå nettopp"),
        (timedelta(seconds=59), "nå nettopp"),
        (timedelta(minutes=1), "for 1 minutt siden"),
        (timedelta(hours=23, minutes=59), "for 23 timer siden"),
        (timedelta(days=1), "for 1 dag siden"),
        (timedelta(days=45), "for 1 måned siden"),
        (timedelta(days=800), "for 2 år siden"),
    ],
)
def test_ages_are_said_roughly(bokmål, ago, said):
    assert bokmål.ago(AT - ago, AT) == said


@pytest.mark.parametrize(("value", "said"), [(Decimal("4.80"), "4,80"), (Decimal("12000"), "12\u00a0000"), (7.5, "7,5"), (3, "3")])
def test_a_number_keeps_the_digits_it_was_given_with(bokmål, value, said):
    assert bokmål.number(value) == said


@pytest.mark.parametrize(("bytes_", "said"), [(10, "1 kB"), (320_400, "320 kB"), (2_450_000, "2,4 MB")])
def test_sizes_are_said_in_kilobytes_and_megabytes(bokmål, bytes_, said):
    assert bokmål.size(bytes_) == said


def test_the_rest_of_the_calendar_is_spoken(bokmål):
    assert bokmål.weekday(AT) == "torsdag 12. mars 2026"
    assert (bokmål.day_name(AT), bokmål.day_name(AT, is_short=True)) == ("torsdag", "to.")
    assert bokmål.short_date(AT) == "12.03.2026"
    assert bokmål.month(AT) == "mars 2026"
    assert bokmål.short_month(AT) == "mars 2026"
    assert bokmål.listed(["a", "b", "c"]) == "a, b og c"
    assert bokmål.has("login.title")
    assert not bokmål.has("login.nothing")


def test_a_sentence_is_spoken_with_its_values_in_the_readers_language(tmp_path):
    place = folder(tmp_path / "t", a__b="{who} åpnet {what} {when}", a__who="{name} ({work})", a__work="Sykepleier", a__doc="Brev & svar")
    language = Language("nb", Texts.load([place, WEB / "texts"]), is_strict=True)
    who = Said("a.who", {"name": "<Nina>", "work": Word("a.work")})
    said = Said("a.b", {"who": who, "what": (Word("a.doc"), "to & tre", Word("a.work", is_inner=False)), "when": AT})
    expected = "&lt;Nina&gt; (sykepleier) åpnet brev &amp; svar, to &amp; tre og Sykepleier 12. mars 2026 kl. 14:05"
    assert str(language.say(said)) == expected
