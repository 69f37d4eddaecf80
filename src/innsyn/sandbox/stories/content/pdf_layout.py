"""Lays a paper out on A4 pages: which words stand where, and which belong together for a screen reader."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from innsyn.sandbox.stories.content.paper import Block, Bullets, Heading, Paper, Paragraph, Table
from innsyn.sandbox.stories.content.pdf_font import encode, width

PAGE_WIDTH, PAGE_HEIGHT = 595, 842
_MARGIN = 62
_BOTTOM = 70
_LINE = 1.38


@dataclass(frozen=True, slots=True)
class Style:
    """How words look. size, before: points."""

    size: float
    is_bold: bool
    before: float


_TITLE, _SUBTITLE, _BODY = Style(17, True, 16), Style(12, True, 12), Style(10, False, 5)
_SENDER, _CELL, _CELL_HEAD = Style(9, False, 0), Style(9, False, 2), Style(9, True, 2)


@dataclass(slots=True)
class Node:
    """A place in the structure tree: a tag, and either marks on pages `(page, mark)` or children."""

    tag: str
    marks: list[tuple[int, int]] = field(default_factory=list)
    children: list["Node"] = field(default_factory=list)


class Layout:
    """Fills pages from the top. pages: content stream commands of each page."""

    def __init__(self) -> None:
        """Begin with one empty page."""
        self.pages: list[list[str]] = [[]]
        self.root = Node("Document")
        self._marks = [0]
        self._y: float = PAGE_HEIGHT - _MARGIN

    def write(self, paper: Paper) -> None:
        """Lay out the whole paper."""
        for line in paper.sender:
            self._flow("P", line, _SENDER)
        self._flow("H1", paper.title, _TITLE)
        self._table(tuple(paper.facts), has_heading_column=True)
        for block in paper.blocks:
            self._block(block)
        self._flow("P", paper.signature, Style(10, True, 16))

    def _block(self, block: Block) -> None:
        match block:
            case Heading(words):
                self._flow("H2", words, _SUBTITLE)
            case Paragraph(words):
                self._flow("P", words, _BODY)
            case Bullets(items):
                for item in items:
                    self._flow("P", f"•  {item}", Style(10, False, 2), indent=10)
            case Table(headings, rows):
                self._y -= 6
                self._table((headings, *rows), has_heading_row=True)

    def _flow(self, tag: str, words: str, style: Style, indent: float = 0) -> None:
        node = Node(tag)
        self.root.children.append(node)
        self._y -= style.before
        lines = wrap(words, PAGE_WIDTH - 2 * _MARGIN - indent, style)
        self._make_room(style.size * _LINE * min(len(lines), 2))
        while lines:
            fitting = max(1, int((self._y - _BOTTOM) // (style.size * _LINE)))
            self._mark(node, lines[:fitting], _MARGIN + indent, style)
            self._y -= style.size * _LINE * len(lines[:fitting])
            lines = lines[fitting:]
            if lines:
                self._new_page()

    def _table(self, rows: tuple[tuple[str, ...], ...], *, has_heading_row: bool = False, has_heading_column: bool = False) -> None:
        table = Node("Table")
        self.root.children.append(table)
        columns = list(_columns(rows))
        for place, row in enumerate(rows):
            is_heading = [(has_heading_row and place == 0) or (has_heading_column and column == 0) for column in range(len(row))]
            table.children.append(self._row(row, columns, is_heading))

    def _row(self, row: tuple[str, ...], columns: list[tuple[float, float]], is_heading: list[bool]) -> Node:
        node = Node("TR")
        styles = [_CELL_HEAD if heading else _CELL for heading in is_heading]
        cells = [wrap(words, room - 8, style) for words, (_, room), style in zip(row, columns, styles, strict=True)]
        height = max(len(lines) for lines in cells) * _CELL.size * _LINE + _CELL.before
        self._make_room(height)
        self._y -= _CELL.before
        for lines, (x, _), style, heading in zip(cells, columns, styles, is_heading, strict=True):
            cell = Node("TH" if heading else "TD")
            node.children.append(cell)
            self._mark(cell, lines, _MARGIN + x, style)
        self._y -= height - _CELL.before
        return node

    def _make_room(self, height: float) -> None:
        if self._y - height < _BOTTOM:
            self._new_page()

    def _new_page(self) -> None:
        self.pages.append([])
        self._marks.append(0)
        self._y = PAGE_HEIGHT - _MARGIN

    def _mark(self, node: Node, lines: list[str], x: float, style: Style) -> None:
        page = len(self.pages) - 1
        mark = self._marks[page]
        self._marks[page] += 1
        node.marks.append((page, mark))
        font = "F2" if style.is_bold else "F1"
        leading = style.size * _LINE
        shown = " T* ".join(f"<{encode(line).hex()}> Tj" for line in lines)
        start = f"BT /{font} {style.size:g} Tf {leading:.2f} TL 1 0 0 1 {x:.2f} {self._y - style.size:.2f} Tm"
        self.pages[page].append(f"/{node.tag} << /MCID {mark} >> BDC {start} {shown} ET EMC")


def _columns(rows: tuple[tuple[str, ...], ...]) -> Iterator[tuple[float, float]]:
    longest = [min(44, max(12, *(len(row[column]) for row in rows))) for column in range(len(rows[0]))]
    room = PAGE_WIDTH - 2 * _MARGIN
    x = 0.0
    for length in longest:
        share = room * length / sum(longest)
        yield x, share
        x += share


@lru_cache(maxsize=4096)
def _word_width(word: str, style: Style) -> float:
    return width(word, style.size, is_bold=style.is_bold)


def wrap(words: str, room: float, style: Style) -> list[str]:
    """Break words into lines. room: points. Returns at least one line."""
    lines, line, used = [], "", 0.0
    space = _word_width(" ", style)
    for word in words.split(" "):
        needed = _word_width(word, style)
        if line and used + space + needed > room:
            lines.append(line)
            line, used = word, needed
        else:
            used += needed + (space if line else 0)
            line = f"{line} {word}" if line else word
    return [*lines, line]
