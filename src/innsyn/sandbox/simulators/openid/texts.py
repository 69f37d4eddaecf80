"""The words of the simulators' pages, by key, in four languages."""

from functools import cache
from pathlib import Path

from babel.messages.pofile import read_po

FOLDER = Path(__file__).parent / "texts"
LANGUAGES = ("nb", "nn", "en", "se")
LANGUAGE_NAMES = {"nb": "Bokmål", "nn": "Nynorsk", "en": "English", "se": "Davvisámegiella"}


def text(key: str, language: str, **values: str) -> str:
    """Say a text. language: one of `LANGUAGES`. values: put into the braces. A missing key raises KeyError."""
    return _catalogue(language)[key].format(**values)


@cache
def _catalogue(language: str) -> dict[str, str]:
    with (FOLDER / f"{language}.po").open("rb") as file:
        return {str(message.id): str(message.string) for message in read_po(file) if message.id}
