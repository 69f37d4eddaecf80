"""A paper as an HTML page of its own."""

from collections.abc import Iterator
from html import escape

from innsyn.sandbox.stories.content.paper import Block, Bullets, Heading, Paper, Paragraph, Table


def html(paper: Paper) -> bytes:
    """Write a paper as HTML. Returns UTF-8 bytes."""
    title = escape(paper.title)
    head = f'<head><meta charset="utf-8"><title>{title}</title></head>'
    page = f'<!doctype html>\n<html lang="{paper.language}">{head}\n<body>\n{"".join(_body(paper))}</body></html>\n'
    return page.encode()


def _body(paper: Paper) -> Iterator[str]:
    yield f"<p>{'<br>'.join(escape(line) for line in paper.sender)}</p>\n<h1>{escape(paper.title)}</h1>\n<dl>\n"
    yield from (f"<dt>{escape(label)}</dt><dd>{escape(value)}</dd>\n" for label, value in paper.facts)
    yield "</dl>\n"
    yield from (_block(block) for block in paper.blocks)
    yield f"<p>{escape(paper.signature)}</p>\n"


def _block(block: Block) -> str:
    match block:
        case Heading(words):
            return f"<h2>{escape(words)}</h2>\n"
        case Paragraph(words):
            return f"<p>{escape(words)}</p>\n"
        case Bullets(items):
            return f"<ul>{''.join(f'<li>{escape(item)}</li>' for item in items)}</ul>\n"
        case Table(headings, rows):
            head = "".join(f"<th>{escape(each)}</th>" for each in headings)
            lines = "".join(f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in row)}</tr>" for row in rows)
            return f"<table><thead><tr>{head}</tr></thead><tbody>{lines}</tbody></table>\n"
