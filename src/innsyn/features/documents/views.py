"""The pages of documents, the same for citizen and personnel: each reads, decides and hands over to a template."""

from typing import Any

from innsyn.features.documents import chart
from innsyn.features.documents.content.attached import Attached, integrity
from innsyn.features.documents.content.reading import AsPicture, InViewer, OnlyToKeep, Shown, shown
from innsyn.features.documents.content.recognise import PDF
from innsyn.features.documents.details import details, forms, own_facts
from innsyn.features.documents.document import Document, State
from innsyn.features.documents.lines import entry, withheld_entry
from innsyn.features.documents.names import having, title
from innsyn.features.documents.rules import beside, by_year, file_name
from innsyn.features.documents.selection import selection
from innsyn.features.documents.types import GROUPS
from innsyn.gate.refused import Refused
from innsyn.kernel.clock import norwegian_date
from innsyn.web import ABSENT, Answer, CitizenCall, Download, View, VisitCall

Reader = CitizenCall | VisitCall
"""Whoever reads: her own record, or a patient's."""

YEARS = 15
"""How many years there are to choose among."""

_INERT = frozenset({PDF, "image/png", "image/jpeg", "image/gif", "image/tiff", "text/plain", "application/dicom"})

SEEN_BY = "/access-log"
"""Where a citizen sees who has looked."""


async def listed(call: Reader, home: str) -> View:
    """Show the list as chosen in the address."""
    chosen = selection(call.query)
    page = await chart.documents(call.gate, call.visit, chosen, now=call.now)
    hidden = () if chosen.after else await chart.withheld(call.gate, call.visit, now=call.now)
    numbers = (*(each.source for each in page.documents), *(each.custodian for each in hidden), chosen.source)
    sources = await chart.source_names(call.gate, numbers)
    found = having(chosen.words, page.documents, sources, call.language)
    this_year = norwegian_date(call.now).year
    t = call.language.t
    context: dict[str, Any] = {
        "home": home,
        "chosen": chosen,
        "query": chosen.address(),
        "is_staff": isinstance(call, VisitCall),
        "shielded": await call.gate.shielded(call.visit, call.now) if isinstance(call, VisitCall) else None,
        "emergency": call.here("/emergency") if isinstance(call, VisitCall) else "",
        "total": len(found) if chosen.words else page.total,
        "by_year": [(year, [entry(each, sources, call.language, now=call.now) for each in group]) for year, group in by_year(found)],
        "withheld": [withheld_entry(each, sources) for each in hidden],
        "newest": home + chosen.address(after="") if chosen.after else "",
        "older": home + chosen.address(after=page.next) if page.next else "",
        "groups": [("", t("documents.filter.all_groups")), *((group, t(f"documents.group.{group}")) for group in GROUPS)],
        "sources": [("", t("documents.filter.all_sources")), *sorted(sources.items(), key=lambda each: each[1].casefold())],
        "years": [("", t("documents.filter.all_years")), *((str(year), str(year)) for year in range(this_year, this_year - YEARS, -1))],
    }
    return View("documents/list.html", context)


async def opened(call: Reader, home: str, document_id: str) -> Answer:
    """Show one document: its content first, what is known about it after, its neighbours in the list it was opened from last."""
    document = await chart.document(call.gate, call.visit, document_id, now=call.now)
    if not isinstance(document, Document):
        return _refused(document, home)
    chosen, form = selection(call.query), _form(call, document)
    page = await chart.documents(call.gate, call.visit, chosen, now=call.now)
    sources = await chart.source_names(call.gate, (document.source, *(each.source for each in page.documents)))
    octets = await _octets(call, document, form)
    drawn = shown(octets) if isinstance(octets, Attached) else OnlyToKeep(octets)
    here, query = f"{home}/{document.id}", chosen.address()
    newer, older = beside(having(chosen.words, page.documents, sources, call.language), document.id)
    context: dict[str, Any] = {
        "home": home,
        "query": query,
        "entry": entry(document, sources, call.language, now=call.now),
        "shown": drawn,
        "lang": str(document.contents[form].attachment.get("language") or "nb") if document.contents else "nb",
        "integrity": integrity(octets.octets, document.contents[form].attachment) if isinstance(octets, Attached) else "unstated",
        "has_content": isinstance(octets, Attached),
        "content": f"{here}/content" + (f"?form={form + 1}" if form else ""),
        "details": details(document, octets if isinstance(octets, Attached) else None, form, sources, call.language),
        "own_facts": own_facts(drawn, call.language),
        "forms": forms(document, form, here, call.language),
        "withhold": _withhold(call, document),
        "keep_from": _keep_from(call, document),
        "replaced_by": await _replaced_by(call, document, home),
        "seen_by": "" if isinstance(call, VisitCall) else SEEN_BY,
        "newer": _neighbour(newer, home, query, "documents.read.newer", call),
        "older": _neighbour(older, home, query, "documents.read.older", call),
    }
    return View("documents/read.html", context)


async def content(call: Reader, document_id: str) -> Answer:
    """Hand out a document's bytes: to keep whatever they are, to show only what was recognised as PDF, PNG or JPEG.

    A clinical document round a file shows the file, and is itself what is kept."""
    document = await chart.document(call.gate, call.visit, document_id, now=call.now)
    if not isinstance(document, Document):
        return ABSENT
    octets = await _octets(call, document, _form(call, document))
    if not isinstance(octets, Attached):
        return ABSENT
    kept = octets.declared_type or "application/octet-stream"
    to_keep = Download(content=octets.octets, media_type=_inert(kept), filename=file_name(document, kept))
    return to_keep if call.query.get("save") else _to_show(document, shown(octets)) or to_keep


def _inert(media_type: str) -> str:
    """Say a type no browser runs: what could hold script is handed out as bytes, and only its ending says what it is."""
    return media_type if media_type in _INERT else "application/octet-stream"


def _refused(answer: Refused | None, home: str) -> Answer:
    """Say why, where that may be told; else the same as for what does not exist."""
    if answer is None:
        return ABSENT
    shown = {"home": home, "reason": answer.verdict.key, "rule": answer.verdict.rule}
    return View("documents/refused.html", shown, status=403, title="documents.withheld.title")


def _to_show(document: Document, drawn: Shown) -> Download | None:
    match drawn:
        case InViewer(octets):
            return Download(content=octets, media_type=PDF, filename=file_name(document, PDF), show="viewer")
        case AsPicture(octets, media_type):
            return Download(content=octets, media_type=media_type, filename=file_name(document, media_type), show="frame")
        case _:
            return None


async def _octets(call: Reader, document: Document, form: int) -> Attached | str:
    if not document.contents:
        return "documents.content.absent"
    return await chart.content(call.gate, call.visit, document, document.contents[form], now=call.now)


def _form(call: Reader, document: Document) -> int:
    """Say which of a document's forms was asked for, the first unless another one of them was."""
    asked = call.query.get("form")
    return int(asked) - 1 if len(asked) < 4 and asked.isascii() and asked.isdigit() and 1 <= int(asked) <= len(document.contents) else 0


async def _replaced_by(call: Reader, document: Document, home: str) -> str:
    """Say where the newer version of a document is; empty when there is none the reader may see."""
    newer = await chart.replacing(call.gate, call.visit, document.id, now=call.now) if document.state is State.SUPERSEDED else None
    return f"{home}/{newer}" if newer else ""


def _withhold(call: Reader, document: Document) -> str:
    """Say where a clinician withholds a document of her own organisation; empty for everybody else."""
    is_ours = isinstance(call, VisitCall) and bool(document.source) and document.source == call.actor.organisation
    return call.here(f"/withholding/new/{document.id}") if is_ours and isinstance(call, VisitCall) else ""


def _keep_from(call: Reader, document: Document) -> str:
    """Say where a patient, or a parent for her child, chooses who shall not see a document; empty for everybody else."""
    return f"/shields/this/{document.id}" if call.visit.role in ("self", "parent") else ""


def _neighbour(document: Document | None, home: str, query: str, key: str, call: Reader) -> dict[str, str] | None:
    if document is None:
        return None
    return {"href": f"{home}/{document.id}{query}", "text": f"{call.language.t(key)}: {title(document, call.language)}"}
