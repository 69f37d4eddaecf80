"""Every sentence a reader meets, read at start from the slices' gettext files and looked up by key.

The files: `texts/{nb,nn,en,se}.po` in each slice; msgid is a dotted key, msgstr the sentence with `{places}`.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from pathlib import Path

from babel import Locale
from babel.messages.pofile import read_po

LOCALES = ("nb", "nn", "en", "se")
"""Bokmål, nynorsk, English, Northern Sámi: codes as in `lang` and in ID-porten's `ui_locales`."""

FIRST_LOCALE = "nb"

_BABEL_NAMES = {"nb": "nb", "nn": "nn", "en": "en_GB", "se": "se"}
_PLURALS = {"nb": ("one", "other"), "nn": ("one", "other"), "en": ("one", "other"), "se": ("one", "two", "other")}


class TextProblem(Exception):
    """A text that is doubled or missing: the program does not start."""


@cache
def babel_locale(code: str) -> Locale:
    """Say which of Babel's locales gives dates and numbers for one of `LOCALES`."""
    return Locale.parse(_BABEL_NAMES[code])


@cache
def _plural_form(code: str) -> Callable[[int], str]:
    """Say how one of `LOCALES` chooses among the forms of a text: Babel compiles that anew each time it is asked."""
    found: Callable[[int], str] = babel_locale(code).plural_form
    return found


@dataclass(frozen=True, slots=True)
class Text:
    """One text in one language. forms: one, or one for each plural category. is_unsure: marked fuzzy by its writer."""

    forms: tuple[str, ...]
    is_unsure: bool = False


class Texts:
    """All texts in all languages."""

    def __init__(self, by_locale: Mapping[str, Mapping[str, Text]]) -> None:
        """Keep texts: locale to key to text."""
        self._by_locale = by_locale
        self._plural = {code: _plural_form(code) for code in LOCALES}

    @classmethod
    def load(cls, folders: Iterable[Path]) -> "Texts":
        """Read the four files of each folder.

        folders: `texts` folders of the slices. Raises TextProblem naming file and key when a key is doubled or a language lacks one."""
        by_locale: dict[str, dict[str, Text]] = {code: {} for code in LOCALES}
        for folder in folders:
            for code in LOCALES:
                _add(by_locale[code], _read(folder / f"{code}.po"), folder / f"{code}.po")
        _refuse_gaps(by_locale)
        return cls(by_locale)

    def keys(self) -> frozenset[str]:
        """Say every key there is."""
        return frozenset(self._by_locale[FIRST_LOCALE])

    def find(self, locale: str, key: str, count: int | None = None) -> str | None:
        """Say the sentence for `key`, with its places unfilled; None when there is none.

        count: chooses the plural form; without it the last form is used."""
        text = self._by_locale[locale].get(key)
        if text is None:
            return None
        if count is None or len(text.forms) == 1:
            return text.forms[-1]
        return text.forms[_PLURALS[locale].index(self._plural[locale](abs(count)))]

    def forms(self, locale: str, key: str) -> tuple[str, ...]:
        """Say every form of a text, for tests that compare languages."""
        return self._by_locale[locale][key].forms


def _read(path: Path) -> Mapping[str, Text]:
    if not path.exists():
        raise TextProblem(f"{path}: is missing; every slice has texts in {', '.join(LOCALES)}")
    return _parsed(path, path.read_bytes())


@cache
def _parsed(path: Path, content: bytes) -> Mapping[str, Text]:
    """Read what stands in a file, once: reading is slow, and a process may build the application more than once."""
    catalog = read_po(BytesIO(content), locale=_BABEL_NAMES[path.stem], abort_invalid=True)
    found: dict[str, Text] = {}
    for message in catalog:
        key = message.id[0] if isinstance(message.id, (tuple, list)) else message.id
        if not key:
            continue
        forms = tuple(message.string) if isinstance(message.string, (tuple, list)) else (message.string or "",)
        if not all(forms):
            raise TextProblem(f"{path}: {key} is empty")
        if len(forms) not in (1, needed := len(_PLURALS[path.stem])):
            raise TextProblem(f"{path}: {key} has {len(forms)} forms for counting and needs {needed}: {', '.join(_PLURALS[path.stem])}")
        found[key] = Text(forms, message.fuzzy)
    return found


def _add(known: dict[str, Text], texts: Mapping[str, Text], path: Path) -> None:
    doubled = next((key for key in texts if key in known), None)
    if doubled is not None:
        raise TextProblem(f"{path}: {doubled} is already a text of another slice; begin keys with the slice's name")
    known |= texts


def _refuse_gaps(by_locale: Mapping[str, Mapping[str, Text]]) -> None:
    every = set().union(*(texts.keys() for texts in by_locale.values()))
    for code, texts in by_locale.items():
        if lacking := sorted(every - texts.keys()):
            raise TextProblem(f"{code}.po lacks {', '.join(lacking)}")
