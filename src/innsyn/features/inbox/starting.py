"""Beginning a conversation: the office writes to a patient whose record is open on an ordinary ground."""

from uuid import UUID, uuid5

from innsyn.features.inbox import chart
from innsyn.features.inbox.files import LIMITS, MOST_BYTES_POSTED, sent_with
from innsyn.features.inbox.forms import NewForm
from innsyn.features.inbox.telling import tell_answered
from innsyn.gate.inboxes import may_answer
from innsyn.gate.standing.conversations import Conversation, conversation_id
from innsyn.gate.standing.speakers import speaker
from innsyn.web import ABSENT, Answer, Limit, Need, Redirect, View, VisitCall, action, page
from innsyn.web.health_contacts import Contact, RegisterSilent
from innsyn.web.messaging import NotTaken

_NEW = "/desk/visit/{visit}/conversation/new"
_HERE = "/conversation/new"
_LETTERS = UUID("0b8a2f6e-0c7b-5f1c-9a40-70d7a9f4b6aa")
_TREATS = frozenset({"TREAT", "ETREAT", "COC"})
_MOST = Limit(count=60, per_s=3600)


@page(_NEW, need=Need.STAFF_VISIT, title="inbox.new")
async def form(call: VisitCall) -> Answer:
    """Show the form, where the office has a contact to write from."""
    if not _may_write(call):
        return View("inbox/not_now.html", {"back": call.here()}) if may_answer(call.actor) else ABSENT
    return await _shown(call, NewForm(), letter=str(uuid5(_LETTERS, f"{call.visit.id}/{call.now.isoformat()}")))


@action(_NEW, need=Need.STAFF_VISIT, title="inbox.new", limit=_MOST, max_body_bytes=MOST_BYTES_POSTED, words=("subject", "words"))
async def send(call: VisitCall) -> Answer:
    """Send the message that begins it. Sent twice it is one."""
    letter, filled = _uuid(call.form.get("letter")), NewForm(call.form)
    sender = next((each for each in await _senders(call) if str(each.her_id) == call.form.get("sender")), None)
    if letter is None or not _may_write(call):
        return ABSENT
    if not filled.validate() or sender is None:
        return await _shown(call, filled, letter=str(letter), status=422)
    files = await sent_with(call)
    if isinstance(files, NotTaken):
        return await _shown(call, filled, letter=str(letter), not_taken=files, status=422)
    begun, words = _begun(call, letter, sender, (filled.subject.data or "").strip()), (filled.words.data or "").strip()
    change = await chart.begin(call.gate, call.visit, begun, chart.Answer(words, files=files), now=call.now)
    if change != "kept":
        return ABSENT if change == "refused" else Redirect(to=call.here(_HERE), notice="inbox.changed")
    is_told = await tell_answered(call, call.visit, begun, conversation_id(call.visit.owner, letter))
    return Redirect(to=call.here(), notice="inbox.new.sent" if is_told else "inbox.answer.untold")


def _may_write(call: VisitCall) -> bool:
    """Say whether this visit is one in which a patient is written to: of treatment, and no emergency."""
    return may_answer(call.actor) and call.visit.ground.purpose in _TREATS


def _begun(call: VisitCall, letter: UUID, sender: Contact, subject: str) -> Conversation:
    return Conversation(
        id=letter,
        kind="e-contact",
        contact=str(sender.her_id),
        contact_name=sender.name,
        organisation=call.actor.organisation or "",
        organisation_name=call.actor.organisation_name,
        subject=subject,
        began_by=speaker(call.actor, call.visit.role),
    )


async def _senders(call: VisitCall) -> tuple[Contact, ...]:
    """List the contacts of the office that a message can come from, the doctor's own first."""
    known = await call.health_contacts.contacts_of(call.actor.organisation or "", now=call.now)
    if isinstance(known, RegisterSilent):
        return ()
    there = [each for each in known if each.can_be_written_to(call.now)]
    return tuple(sorted(there, key=lambda each: (not (each.hpr and each.hpr == call.actor.hpr), each.name.casefold())))


async def _shown(call: VisitCall, filled: NewForm, *, letter: str, not_taken: NotTaken | None = None, status: int = 200) -> Answer:
    known = {
        "form": filled,
        "letter": letter,
        "not_taken": not_taken,
        "limits": LIMITS,
        "senders": await _senders(call),
        "chosen": call.form.get("sender"),
        "here": call.here(_HERE),
        "back": call.here(),
    }
    return View("inbox/new.html", known, status=status)


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
