"""What a page handler may answer with: a view, a redirect, a download, or that there is nothing here."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from markupsafe import Markup

if TYPE_CHECKING:
    from innsyn.gate.visit import Visit


@dataclass(frozen=True, slots=True)
class View:
    """A page made from a template.

    template: `<feature>/<file>.html`. context: what the template needs, besides what every page has (`t`, `language`, `page` …).
    status: HTTP status, 200 unless the page says that something was wrong (422 for a form with errors).
    title: text key instead of the route's own, for a page that ends in more than one way."""

    template: str
    context: Mapping[str, Any] = field(default_factory=dict)
    status: int = 200
    title: str | None = None


@dataclass(frozen=True, slots=True)
class Draft:
    """What was filled in of a form of several steps, kept with the session on the server until it is sent or the session ends.

    name: of the form. fields: name to value; None forgets them."""

    name: str
    fields: Mapping[str, str] | None = field(repr=False)


@dataclass(frozen=True, kw_only=True, slots=True)
class Redirect:
    """See another page of ours (303).

    to: local path; anything else becomes `/`. notice: text key of a sentence the next page shows once.
    opens: a visit this session may use from now on. closes: one that is over. locale: the language the reader has just asked for.
    keeps: what was filled in so far of a form of several steps. home: a citizen goes back to her own record, before `opens`."""

    to: str
    notice: str | None = None
    opens: "Visit | None" = None
    closes: "Visit | None" = None
    locale: str | None = None
    keeps: Draft | None = None
    home: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Download:
    """Bytes to keep or to show: never run.

    media_type: as stated by the source. filename: for the reader's disk, without personal content.
    show: `attachment` saves; `frame` may be shown inside one of our own pages, sandboxed by its own headers;
    `viewer` opens in the browser's own viewer (PDF, which no browser shows inside a sandbox)."""

    content: bytes
    media_type: str
    filename: str
    show: Literal["attachment", "frame", "viewer"] = "attachment"


@dataclass(frozen=True, slots=True)
class Framed:
    """A document of somebody else's as a page of its own, for `components/frame.html` to show inside ours: no script, no form, no origin.

    body: HTML already cleaned. title: the document's own."""

    body: Markup
    title: str


@dataclass(frozen=True, slots=True)
class Absent:
    """There is no such thing here, or it is not for this reader: both look the same."""


ABSENT = Absent()

Answer = View | Redirect | Download | Framed | Absent
