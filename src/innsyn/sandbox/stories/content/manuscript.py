"""Reads the manuscripts in `papers/`: one file per life, each paper a key, a title and light markup.

    === key
    title: Epikrise
    language: nb

    # A heading
    A paragraph, over as many lines as it likes.
    - a list item
    | a table | has a first row of headings |

`{places}` are filled in when the paper is written; `[[one way|another way]]` leaves a choice to chance.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from pathlib import Path

from innsyn.sandbox.stories.content.paper import Block, Bullets, Heading, PaperLanguage, Paragraph, Table

_PAPERS = Path(__file__).parent.parent / "papers"
_LANGUAGES: dict[str, PaperLanguage] = {"nb": "nb", "nn": "nn", "en": "en"}
_HEAD = re.compile(r"^=== +(\S+)$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Manuscript:
    """A paper's words before places are filled in."""

    key: str
    title: str
    language: PaperLanguage
    words: str


@cache
def manuscripts(life: str) -> dict[str, Manuscript]:
    """Read all manuscripts of one life. life: the file's name without ending. Returns them by key, in the file's order."""
    _, *parts = _HEAD.split((_PAPERS / f"{life}.txt").read_text(encoding="utf-8"))
    return {key: _manuscript(key, text) for key, text in zip(parts[::2], parts[1::2], strict=True)}


def _manuscript(key: str, text: str) -> Manuscript:
    head, _, words = text.strip().partition("\n\n")
    fields = dict(line.split(": ", 1) for line in head.splitlines())
    return Manuscript(key, fields["title"], _LANGUAGES[fields["language"]], words)


def blocks(words: str) -> tuple[Block, ...]:
    """Read light markup into blocks. A line that begins with no mark belongs to a paragraph."""
    found: list[Block] = []
    for kind, lines in groupby(words.splitlines(), key=_kind):
        found.extend(_blocks_of(kind, [line.strip() for line in lines]))
    return tuple(found)


def _kind(line: str) -> str:
    first = line.strip()[:2]
    return {"# ": "heading", "- ": "bullets", "| ": "table", "": "blank"}.get(first, "paragraph")


def _blocks_of(kind: str, lines: list[str]) -> Iterator[Block]:
    if kind == "heading":
        yield from (Heading(line[2:]) for line in lines)
    elif kind == "bullets":
        yield Bullets(tuple(line[2:] for line in lines))
    elif kind == "table":
        headings, *rows = ([cell.strip() for cell in line.strip("|").split("|")] for line in lines)
        yield Table(tuple(headings), tuple(tuple(row) for row in rows))
    elif kind == "paragraph":
        yield Paragraph(" ".join(lines))
