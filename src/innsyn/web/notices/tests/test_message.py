"""The words that are sent fit where they are sent, carry no link, and name nobody but a sender that may be named."""

from typing import get_args

import pytest

from innsyn.web.app import WEB
from innsyn.web.language import Language
from innsyn.web.notices.channel import Channel
from innsyn.web.notices.kinds import Wording
from innsyn.web.notices.message import message
from innsyn.web.texts import LOCALES, Texts

TEXTS = Texts.load([WEB / "texts"])
GSM = set("@£$¥èéùìòÇ\nØø\rÅåÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà")
"""The alphabet of which an SMS holds 160. Source: 3GPP TS 23.038 § 6.2.1."""
LONGEST_NAME = "Oslo universitetssykehus Helseforetak, avdeling Aker og Ulle"

every_wording = pytest.mark.parametrize("wording", get_args(Wording))
every_language = pytest.mark.parametrize("code", LOCALES)


def written(channel, wording, code="nb", sender=None):
    return message(channel, wording, sender, Language(code, TEXTS, is_strict=True))


@every_wording
@every_language
@pytest.mark.parametrize("channel", Channel)
def test_every_message_is_there_in_every_language_without_link_or_empty_place(channel, wording, code):
    for sender in (None, LONGEST_NAME):
        made = written(channel, wording, code, sender)
        assert made.body.strip()
        assert bool(made.title) is (channel is not Channel.SMS)
        assert not any(mark in made.title + made.body for mark in ("http", "www", "{", "<", "&amp;", "innsyn.", "⟦"))


@every_wording
@pytest.mark.parametrize("code", ["nb", "nn", "en"])
def test_an_sms_is_one_sms_also_with_the_longest_name(wording, code):
    body = written(Channel.SMS, wording, code, LONGEST_NAME).body
    assert len(LONGEST_NAME) == 60
    assert len(body) <= 160
    assert set(body) <= GSM


@every_wording
def test_an_sms_in_northern_sami_is_at_most_two(wording):
    assert len(written(Channel.SMS, wording, "se").body) <= 2 * 67


@every_wording
@every_language
def test_a_sender_is_named_in_letter_and_sms_and_never_on_a_locked_screen(wording, code):
    assert "Fjordby sykehus" in written(Channel.SMS, wording, code, "Fjordby sykehus").body
    assert "Fjordby sykehus" in written(Channel.EMAIL, wording, code, "Fjordby sykehus").body
    push = written(Channel.PUSH, wording, code, "Fjordby sykehus")
    assert "Fjordby" not in push.title + push.body
    assert push == written(Channel.PUSH, wording, code)


def test_no_subject_names_the_sender():
    assert "Fjordby" not in written(Channel.EMAIL, "waiting", sender="Fjordby sykehus").title


def test_a_name_is_written_as_it_is_and_not_for_a_browser():
    assert "Hansen & Sønn <legene>" in written(Channel.EMAIL, "waiting", sender="Hansen & Sønn <legene>").body


def test_the_three_wordings_differ():
    assert len({written(Channel.SMS, wording).body for wording in get_args(Wording)}) == 3
