"""A paper before it has a form: letterhead, and blocks of words in the order they are read."""

from dataclasses import dataclass
from typing import Literal

PaperLanguage = Literal["nb", "nn", "en"]


@dataclass(frozen=True, slots=True)
class Heading:
    """The title of what follows."""

    words: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text."""

    words: str


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list without order."""

    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells under a row of headings."""

    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


Block = Heading | Paragraph | Bullets | Table


@dataclass(frozen=True, slots=True)
class Paper:
    """A whole paper.

    sender: organisation, most general first. facts: letterhead lines as `(label, value)`. signature: who signed, with title."""

    title: str
    language: PaperLanguage
    sender: tuple[str, ...]
    facts: tuple[tuple[str, str], ...]
    blocks: tuple[Block, ...]
    signature: str
