"""The shapes a document's words are turned into before they are drawn: no markup of the sender's survives into these.

The templates draw them with escaping on, so a block can hold anything and still be only words; `kind` tells them which drawing.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar, Literal

RunStyle = Literal["plain", "strong", "emphasis", "underline", "small", "sub", "sup", "break"]


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of words in one style. href: an https address, or None. `break` is a new line and has no words.

    key: text key shown instead of `text`: for words that are ours, not the sender's."""

    text: str
    style: RunStyle = "plain"
    href: str | None = None
    key: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Words that belong together."""

    kind: ClassVar[str] = "paragraph"
    runs: tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Preformatted:
    """Words whose line breaks are the sender's own."""

    kind: ClassVar[str] = "preformatted"
    text: str


@dataclass(frozen=True, slots=True)
class Picture:
    """An image whose bytes were recognised. data: base64. media_type: `image/png` or `image/jpeg`."""

    kind: ClassVar[str] = "picture"
    media_type: str
    data: str
    caption: str = ""


@dataclass(frozen=True, slots=True)
class Listing:
    """A list with bullets, or numbers when `is_ordered`."""

    kind: ClassVar[str] = "listing"
    items: tuple[tuple["Block", ...], ...]
    is_ordered: bool = False
    caption: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table. columns, rows: how many it spans, 1 to 50."""

    blocks: tuple["Block", ...]
    is_header: bool = False
    columns: int = 1
    rows: int = 1


@dataclass(frozen=True, slots=True)
class Table:
    """A table; the rows of its head apart from those of its body."""

    kind: ClassVar[str] = "table"
    head: tuple[tuple[Cell, ...], ...]
    body: tuple[tuple[Cell, ...], ...]
    caption: str = ""


@dataclass(frozen=True, slots=True)
class CleanHtml:
    """HTML that has been through `html.cleaned`, and nothing else: the only markup the templates draw unescaped."""

    kind: ClassVar[str] = "clean_html"
    html: str


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what stands under it."""

    kind: ClassVar[str] = "section"
    title: str
    blocks: tuple["Block", ...]


Block = Paragraph | Preformatted | Picture | Listing | Table | CleanHtml | Section


@dataclass(frozen=True, slots=True)
class Fact:
    """One line of what the document says about itself. label: text key. value: words, or a moment as exact as it was given."""

    label: str
    value: str | date | datetime


def cell(text: str, *, key: str = "", is_header: bool = False) -> Cell:
    """Build a cell of plain words, or of our own words by `key`."""
    return Cell((Paragraph((Run(text, key=key),)),), is_header)


def paragraph(text: str) -> Paragraph:
    """Build a paragraph of plain words."""
    return Paragraph((Run(text),))
