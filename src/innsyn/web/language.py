"""One reader's language: sentences, dates, numbers and ages, safe to put into a page."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from babel.dates import format_date, format_skeleton, format_time
from babel.lists import format_list
from babel.numbers import format_decimal
from markupsafe import Markup, escape

from innsyn.kernel.clock import NORWAY, Instant
from innsyn.kernel.said import Said, Value, Word
from innsyn.web.texts import FIRST_LOCALE, Texts, babel_locale

Day = date | Instant
"""A calendar day, or an instant whose day in Norway is meant."""

_PLACE = re.compile(r"\{(\w+)(?:\|([^{}]*))?\}")
_SAFE_LINK = re.compile(r"(https://|mailto:|tel:|/(?!/)|#)")


class MissingText(Exception):
    """A key no slice has a sentence for."""


@dataclass(frozen=True, slots=True)
class Language:
    """What a page needs to speak to one reader.

    code: one of `LOCALES`, also the page's `lang`. is_strict: a missing key is an error (tests), else it shows itself."""

    code: str
    texts: Texts
    is_strict: bool = False

    def t(self, key: str, n: int | None = None, /, **values: Any) -> Markup:
        """Say the sentence for `key` with its places filled.

        n: chooses the plural form and fills `{n}`. values: text is escaped, Markup is not. A place written `{name|words}` becomes a
        link on `words`, and `name` gives its address. Raises MissingText when strict and there is no such key."""
        sentence = self.texts.find(self.code, key, n) or self.texts.find(FIRST_LOCALE, key, n)
        if sentence is None:
            if self.is_strict:
                raise MissingText(key)
            return escape(f"⟦{key}⟧")
        if n is not None:
            values.setdefault("n", self.number(n))
        return _fill(sentence, values)

    def has(self, key: str) -> bool:
        """Say whether there is a sentence for `key`."""
        return self.texts.find(FIRST_LOCALE, key) is not None

    def say(self, said: Said) -> Markup:
        """Say a whole sentence: its values in the reader's language too. Raises MissingText as `t`."""
        return self.t(said.key, **{name: self._value(value) for name, value in said.values.items()})

    def _value(self, value: Value) -> str:
        match value:
            case Said():
                return self.say(value)
            case Word():
                text = self.t(value.key)
                return text[:1].lower() + text[1:] if value.is_inner else text
            case datetime():
                return self.instant(value)
            case tuple():
                return Markup(self.listed(str(escape(self._value(each))) for each in value))  # noqa: S704 -- each is escaped
            case int():
                return self.number(value)
        return value

    def date(self, day: Day) -> str:
        """Say a day in words: 12. mars 2026."""
        return str(format_date(_local(day), "long", locale=babel_locale(self.code)))

    def weekday(self, day: Day) -> str:
        """Say a day with its weekday: torsdag 12. mars 2026."""
        return str(format_date(_local(day), "full", locale=babel_locale(self.code)))

    def day_name(self, day: Day, *, is_short: bool = False) -> str:
        """Say which day of the week it is: torsdag; short, for the head of a table: to."""
        return str(format_date(_local(day), "EEEEEE" if is_short else "EEEE", locale=babel_locale(self.code)))

    def short_date(self, day: Day) -> str:
        """Say a day in figures, for tables: 12.03.2026."""
        return str(format_date(_local(day), "short", locale=babel_locale(self.code)))

    def month(self, day: Day) -> str:
        """Say a month: mars 2026."""
        return str(format_skeleton("yMMMM", _local(day), locale=babel_locale(self.code)))

    def short_month(self, day: Day) -> str:
        """Say a month for a chart's axis: mar 2026."""
        return str(format_skeleton("yMMM", _local(day), locale=babel_locale(self.code)))

    def time(self, at: Instant) -> str:
        """Say a time of day in Norway: 14:05."""
        return str(format_time(at.astimezone(NORWAY).replace(tzinfo=None), "short", locale=babel_locale(self.code)))

    def instant(self, at: Instant) -> str:
        """Say day and time in Norway: 12. mars 2026 kl. 14:05."""
        return str(self.t("web.time.instant", date=self.date(at), time=self.time(at)))

    def ago(self, at: Instant, now: Instant) -> str:
        """Say roughly how long ago `at` was: 2 dager siden. An instant ahead of `now` counts as just now."""
        seconds = (now - at).total_seconds()
        for unit, length_s in _UNITS:
            if seconds >= length_s:
                return str(self.t(f"web.time.{unit}_ago", int(seconds // length_s)))
        return str(self.t("web.time.just_now"))

    def number(self, value: float | Decimal) -> str:
        """Say a number as it is, with the language's own separators and every digit that was given."""
        decimals = max(0, -int(value.as_tuple().exponent)) if isinstance(value, Decimal) else None
        pattern = "#,##0" + ("." + "0" * decimals if decimals else "") if decimals is not None else None
        return str(format_decimal(value, format=pattern, locale=babel_locale(self.code)))

    def listed(self, items: Iterable[str]) -> str:
        """Say several things in one sentence: a, b og c."""
        return str(format_list([str(item) for item in items], locale=babel_locale(self.code)))

    def of(self, name: str) -> str:
        """Say a name as owner: Karis, Jonas', Kari's. Northern Sámi inflects the stem, so there the name stays as it is."""
        ends_hissing = name[-1:].lower() in ("s", "x", "z")
        match self.code:
            case "nb" | "nn":
                return f"{name}’" if ends_hissing else f"{name}s"
            case "en":
                return f"{name}’" if ends_hissing else f"{name}’s"
        return name

    def size(self, byte_count: int) -> str:
        """Say how large a file is: 320 kB."""
        if byte_count < 1_000_000:
            return f"{self.number(max(1, round(byte_count / 1000)))} kB"
        return f"{self.number(round(Decimal(byte_count) / 1_000_000, 1))} MB"


_UNITS = (("years", 31_557_600), ("months", 2_629_800), ("days", 86_400), ("hours", 3_600), ("minutes", 60))


def _local(day: Day) -> date:
    return day.astimezone(NORWAY).replace(tzinfo=None) if isinstance(day, datetime) else day


def _fill(sentence: str, values: dict[str, Any]) -> Markup:
    parts: list[Markup] = []
    position = 0
    for place in _PLACE.finditer(sentence):
        name, words = place.groups()
        parts.append(escape(sentence[position : place.start()]))
        parts.append(_link(values[name], words) if words is not None else escape(values[name]))
        position = place.end()
    parts.append(escape(sentence[position:]))
    return Markup("").join(parts)


def _link(address: str, words: str) -> Markup:
    if not _SAFE_LINK.match(address):
        raise ValueError("a link in a text goes to https, mailto, tel or a local path")
    return Markup('<a class="ds-link" href="{}">{}</a>').format(address, words)
