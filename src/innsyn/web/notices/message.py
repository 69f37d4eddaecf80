"""The words that are sent: that something waits, from whom when that may be told, and how to come. Never what, never a link.

Source: docs/spec/notices.md#NOT-2 and NOT-3.
"""

from dataclasses import dataclass

from innsyn.web.language import Language
from innsyn.web.notices.channel import Channel
from innsyn.web.notices.kinds import Wording


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """What one channel sends.

    title: an e-mail's subject or a push notice's heading, empty in an SMS. language: code, for the reader's machine."""

    title: str
    body: str
    language: str


def message(channel: Channel, wording: Wording, sender: str | None, language: Language) -> Message:
    """Write the words for one channel in the reader's language.

    sender: a name that may be told. A push notice lies open on a locked screen: it names nobody."""
    said = _said(wording, None if channel is Channel.PUSH else sender, language)
    if channel is Channel.PUSH:
        return Message(title=_plain(language, "notices.title"), body=said, language=language.code)
    how = _plain(language, "notices.how")
    if channel is Channel.SMS:
        return Message(title="", body=f"{said} {how}", language=language.code)
    body = "\n\n".join((said, how, _plain(language, "notices.choose"), _plain(language, "notices.no_answer"))) + "\n"
    return Message(title=_plain(language, "notices.subject"), body=body, language=language.code)


def _said(wording: Wording, sender: str | None, language: Language) -> str:
    return _plain(language, f"notices.{wording}_from", sender=sender) if sender else _plain(language, f"notices.{wording}")


def _plain(language: Language, key: str, **values: str) -> str:
    """Say a sentence for a reader who sees no HTML."""
    return language.t(key, **values).unescape()
