"""A paper as plain text, in UTF-8, at most 78 characters a line."""

from collections.abc import Iterator
from textwrap import fill

from innsyn.sandbox.stories.content.paper import Block, Bullets, Heading, Paper, Paragraph, Table

_WIDTH = 78


def plain(paper: Paper) -> bytes:
    """Write a paper as text. Returns UTF-8 bytes with line feeds."""
    return ("\n".join(_lines(paper)) + "\n").encode()


def _lines(paper: Paper) -> Iterator[str]:
    yield from paper.sender
    yield ""
    yield paper.title.upper()
    yield ""
    yield from (f"{label}: {value}" for label, value in paper.facts)
    for block in paper.blocks:
        yield ""
        yield from _block(block)
    yield ""
    yield paper.signature


def _block(block: Block) -> Iterator[str]:
    match block:
        case Heading(words):
            yield words.upper()
        case Paragraph(words):
            yield fill(words, _WIDTH)
        case Bullets(items):
            yield from (fill(item, _WIDTH, initial_indent="- ", subsequent_indent="  ") for item in items)
        case Table():
            yield from _table(block)


def _table(table: Table) -> Iterator[str]:
    rows = (table.headings, *table.rows)
    widths = [max(len(row[column]) for row in rows) for column in range(len(table.headings))]
    for row in rows:
        yield "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
