"""A paper as PDF, tagged so that a screen reader reads it in order, and the same to the last byte every time.

PDF 1.7 (ISO 32000-1): 7.5 file structure, 14.7 logical structure. Own writer: nothing beside text on pages is needed, no library
we know writes tagged files with no clock and no random identifier in them.
"""

from innsyn.sandbox.stories.content.paper import Paper
from innsyn.sandbox.stories.content.pdf_font import encoding_object, to_unicode, widths_array
from innsyn.sandbox.stories.content.pdf_layout import PAGE_HEIGHT, PAGE_WIDTH, Layout, Node

_CATALOG, _PAGES, _REGULAR, _BOLD, _ENCODING, _UNICODE, _INFO, _TREE, _PARENTS, _REGULAR_FACE, _BOLD_FACE = range(1, 12)
_FIRST_FREE = 12
_FACES = ((_REGULAR, _REGULAR_FACE, "Helvetica", False), (_BOLD, _BOLD_FACE, "Helvetica-Bold", True))
_FACE = "/Flags 32 /FontBBox [ -170 -228 1003 962 ] /ItalicAngle 0 /Ascent 718 /Descent -207 /CapHeight 718 /StemV"


def pdf(paper: Paper) -> bytes:
    """Write a paper as PDF. Returns the file's bytes."""
    layout = Layout()
    layout.write(paper)
    return _File(paper, layout).bytes()


def _text(words: str) -> str:
    return f"<FEFF{words.encode('utf-16-be').hex().upper()}>"


def _stream(content: str) -> str:
    return f"<< /Length {len(content.encode('latin-1'))} >>\nstream\n{content}\nendstream"


class _File:
    """Numbers the objects and writes them down. Page n is object `first + 2n`, its content the next."""

    def __init__(self, paper: Paper, layout: Layout) -> None:
        self._objects: dict[int, str] = {}
        self._pages = [_FIRST_FREE + 2 * place for place in range(len(layout.pages))]
        self._next = _FIRST_FREE + 2 * len(layout.pages)
        self._parents: list[dict[int, int]] = [{} for _ in layout.pages]
        self._fixed(paper)
        self._draw(layout.pages)
        self._objects[_TREE] = f"<< /Type /StructTreeRoot /K {self._element(layout.root, _TREE)} 0 R /ParentTree {_PARENTS} 0 R >>"
        self._objects[_PARENTS] = f"<< /Nums [ {' '.join(self._parent_tree())} ] >>"

    def _fixed(self, paper: Paper) -> None:
        self._objects[_CATALOG] = (
            f"<< /Type /Catalog /Pages {_PAGES} 0 R /Lang ({paper.language}-NO) /MarkInfo << /Marked true >> "
            f"/StructTreeRoot {_TREE} 0 R /ViewerPreferences << /DisplayDocTitle true >> >>"
        )
        kids = " ".join(f"{page} 0 R" for page in self._pages)
        self._objects[_PAGES] = f"<< /Type /Pages /Kids [ {kids} ] /Count {len(self._pages)} >>"
        for number, face, name, is_bold in _FACES:
            font = f"/BaseFont /{name} /Encoding {_ENCODING} 0 R /ToUnicode {_UNICODE} 0 R /FontDescriptor {face} 0 R"
            widths = f"/FirstChar 1 /LastChar 255 /Widths {widths_array(is_bold=is_bold)}"
            self._objects[number] = f"<< /Type /Font /Subtype /Type1 {font} {widths} >>"
            self._objects[face] = f"<< /Type /FontDescriptor /FontName /{name} {_FACE} {140 if is_bold else 88} >>"
        self._objects[_ENCODING] = encoding_object()
        self._objects[_UNICODE] = _stream(to_unicode())
        self._objects[_INFO] = f"<< /Title {_text(paper.title)} /Author {_text(paper.signature)} /Producer (Innsyn) >>"

    def _draw(self, pages: list[list[str]]) -> None:
        for place, (number, commands) in enumerate(zip(self._pages, pages, strict=True)):
            self._objects[number] = (
                f"<< /Type /Page /Parent {_PAGES} 0 R /MediaBox [ 0 0 {PAGE_WIDTH} {PAGE_HEIGHT} ] /Contents {number + 1} 0 R "
                f"/Resources << /Font << /F1 {_REGULAR} 0 R /F2 {_BOLD} 0 R >> >> /StructParents {place} /Tabs /S >>"
            )
            self._objects[number + 1] = _stream("\n".join(commands))

    def _element(self, node: Node, parent: int) -> int:
        own, self._next = self._next, self._next + 1
        kids = [f"{self._element(child, own)} 0 R" for child in node.children]
        kids += [f"<< /Type /MCR /Pg {self._pages[page]} 0 R /MCID {mark} >>" for page, mark in node.marks]
        for page, mark in node.marks:
            self._parents[page][mark] = own
        self._objects[own] = f"<< /Type /StructElem /S /{node.tag} /P {parent} 0 R /K [ {' '.join(kids)} ] >>"
        return own

    def _parent_tree(self) -> list[str]:
        return [f"{place} [ {' '.join(f'{marks[mark]} 0 R' for mark in sorted(marks))} ]" for place, marks in enumerate(self._parents)]

    def bytes(self) -> bytes:
        """Give the file: header, objects, cross-reference table, trailer."""
        written = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
        offsets = []
        for number in range(1, self._next):
            offsets.append(len(written))
            written += f"{number} 0 obj\n{self._objects[number]}\nendobj\n".encode("latin-1")
        table = "".join(f"{offset:010} 00000 n \n" for offset in offsets)
        trailer = f"trailer\n<< /Size {self._next} /Root {_CATALOG} 0 R /Info {_INFO} 0 R >>\nstartxref\n{len(written)}\n%%EOF\n"
        return written + f"xref\n0 {self._next}\n0000000000 65535 f \n{table}{trailer}".encode("latin-1")
