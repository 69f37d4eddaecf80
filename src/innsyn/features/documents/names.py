"""Says what a document is called, what kind it is and who wrote it, in the reader's language."""

import unicodedata
from collections.abc import Iterable, Mapping

from innsyn.features.documents.document import Document
from innsyn.features.documents.types import GROUPS, TYPES
from innsyn.web import Language

_KNOWN = frozenset(TYPES)
_LETTERS = str.maketrans({"æ": "ae", "ø": "o", "đ": "d", "ŋ": "n", "ŧ": "t"})


def kind(document: Document, language: Language) -> str:
    """Say the type in plain words: our own for a known type, else the sender's, else that it is not stated."""
    if document.type in _KNOWN:
        return str(language.t(f"documents.type.{document.type}"))
    return document.type_text or (str(language.t(f"documents.group.{document.group}")) if document.group in GROUPS else "")


def title(document: Document, language: Language) -> str:
    """Say the title, or that there is none."""
    return document.title or kind(document, language) or str(language.t("documents.untitled"))


def authors(document: Document) -> tuple[str, ...]:
    """Say who wrote it: each name once, with the role when the sender gave one apart from the name."""
    said = (
        f"{each.name}, {each.role.lower()}" if each.role and each.role.lower() not in each.name.lower() else each.name
        for each in document.authors
    )
    return tuple(dict.fromkeys(words for words in said if words))


def having(words: str, documents: Iterable[Document], sources: Mapping[str, str], language: Language) -> tuple[Document, ...]:
    """Keep the documents in which every word is found, whatever case and accents: in what the reader sees on the line.

    sources: organisation number to name."""
    wanted = folded(words).split()
    if not wanted:
        return tuple(documents)
    return tuple(each for each in documents if _has(each, wanted, sources, language))


def folded(text: str) -> str:
    """Fold words so that a search finds them whatever case and accents: `Bjørn` by `bjorn`, `Áile` by `aile`."""
    decomposed = unicodedata.normalize("NFKD", text.lower())
    return "".join(sign for sign in decomposed if not unicodedata.combining(sign)).translate(_LETTERS)


def _has(document: Document, wanted: list[str], sources: Mapping[str, str], language: Language) -> bool:
    seen = (title(document, language), kind(document, language), document.description, *authors(document), sources.get(document.source, ""))
    text = folded(" ".join(seen))
    return all(word in text for word in wanted)
