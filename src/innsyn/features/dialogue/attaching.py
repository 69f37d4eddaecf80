"""Attaching pictures and PDF to a draft, one at a time, each looked at before it is kept."""

from dataclasses import replace

from innsyn.features.dialogue import drafts
from innsyn.features.dialogue.chart import Written
from innsyn.features.dialogue.confirming import costs
from innsyn.features.dialogue.forms import FileForm
from innsyn.features.dialogue.kinds import MANNERS
from innsyn.features.dialogue.lines import files
from innsyn.features.dialogue.outcomes import DRAFT, refused
from innsyn.features.dialogue.writing import kept
from innsyn.gate.refused import Refused
from innsyn.web import Answer, CitizenCall, Limit, Need, Redirect, View, action, page
from innsyn.web.messaging import Attachment, accepted
from innsyn.web.messaging.attachments import LARGEST_BYTES, LARGEST_TOGETHER_BYTES, MOST

_FILES = DRAFT + "/{communication_id}/files"
_UPLOADS = Limit(count=40, per_s=600)
_MB = 1_000_000
_ROOM_FOR_THE_REST = 100_000
"""Bytes of a post beside the file itself."""


@page(_FILES, need=Need.CITIZEN, title="dialogue.files.title", asks_for="Communication")
async def attaching(call: CitizenCall, communication_id: str) -> Answer:
    """Show what is attached, and the form for one more."""
    standing = await _with_files(call, communication_id)
    return _page(call, standing, FileForm()) if isinstance(standing, Written) else standing


@action(
    _FILES,
    need=Need.CITIZEN,
    title="dialogue.files.title",
    asks_for="Communication",
    limit=_UPLOADS,
    max_body_bytes=LARGEST_BYTES + _ROOM_FOR_THE_REST,
)
async def attach(call: CitizenCall, communication_id: str) -> Answer:
    """Attach one file, or say why not."""
    standing = await _with_files(call, communication_id)
    if not isinstance(standing, Written):
        return standing
    taken = await accepted(call.form.upload("file"), drafts.files_of(standing.told), call.messaging.scanner)
    if not isinstance(taken, Attachment):
        form = FileForm()
        form.validate()
        form.file.errors = [f"dialogue.files.mistake.{taken}"]
        return _page(call, standing, form, status=422)
    changed = replace(drafts.with_file(standing.told, taken), sender=drafts.who(call))
    answer = await drafts.keep(call, changed, category=standing.category, standing=standing)
    return refused(answer) if isinstance(answer, Refused) else Redirect(to=_here(standing), notice="dialogue.files.added")


@action(_FILES + "/remove", need=Need.CITIZEN, title="dialogue.files.title", asks_for="Communication")
async def remove(call: CitizenCall, communication_id: str) -> Answer:
    """Take one file off again."""
    standing = await _with_files(call, communication_id)
    if not isinstance(standing, Written):
        return standing
    place = call.form.get("place")
    number = int(place) if place.isascii() and place.isdigit() and len(place) < 4 else 0
    changed = replace(drafts.without_file(standing.told, number - 1), sender=drafts.who(call))
    answer = await drafts.keep(call, changed, category=standing.category, standing=standing)
    return refused(answer) if isinstance(answer, Refused) else Redirect(to=_here(standing), notice="dialogue.files.removed")


async def _with_files(call: CitizenCall, communication_id: str) -> Written | Answer:
    """Find a draft of a kind that takes files; another leads on."""
    standing = await kept(call, communication_id)
    if isinstance(standing, Written) and standing.told.kind and not MANNERS[standing.told.kind].takes_files:
        return Redirect(to=f"{DRAFT}/{standing.id}/check")
    return standing


def _page(call: CitizenCall, standing: Written, form: FileForm, *, status: int = 200) -> View:
    shown = {
        "form": form,
        "files": files(standing.told),
        "here": _here(standing),
        "back": f"{DRAFT}/{standing.id}",
        "on": f"{DRAFT}/{standing.id}/{'fee' if costs(call, standing) else 'check'}",
        "is_full": len(standing.told.attachments) >= MOST,
        "most": MOST,
        "largest": LARGEST_BYTES // _MB,
        "together": LARGEST_TOGETHER_BYTES // _MB,
    }
    return View("dialogue/files.html", shown, status=status)


def _here(standing: Written) -> str:
    return f"{DRAFT}/{standing.id}/files"
