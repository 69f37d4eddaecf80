"""One conversation at the desk: reading it, answering it, giving it to somebody, closing it or turning it away."""

from typing import Any

from innsyn.features.inbox import chart
from innsyn.features.inbox.chart import Change, Read
from innsyn.features.inbox.desk import CONVERSATION, HOME, led_to_next
from innsyn.features.inbox.files import LIMITS, MOST_BYTES_POSTED, sent_with
from innsyn.features.inbox.forms import AnswerForm, RejectForm
from innsyn.features.inbox.rules import ANSWERS, CLOSINGS, DECISIONS, decided, last_seen, light, may_close, may_reject
from innsyn.features.inbox.telling import tell_answered, tell_closed
from innsyn.gate.standing.inboxes import Inbox
from innsyn.gate.standing.messages import Message
from innsyn.web import ABSENT, Answer, Limit, Need, Redirect, View, VisitCall, action, page
from innsyn.web.messaging import NotTaken

_ONE = "/desk/visit/{visit}" + CONVERSATION
_ANSWERS = Limit(count=240, per_s=3600)
_KNOWN_CODES = frozenset({"12", "13", "14", "15", "17", "18", "19", "22", "26", "30", "31", "32", "33"})
"""Codes of Volven 7602 that have words here."""


@page(_ONE, need=Need.STAFF_VISIT, title="inbox.one")
async def one(call: VisitCall) -> Answer:
    """Show the conversation this visit was opened for."""
    read = await chart.conversation(call.gate, call.visit, now=call.now)
    return ABSENT if read is None else await _shown(call, read)


@action(_ONE + "/answer", need=Need.STAFF_VISIT, title="inbox.one", limit=_ANSWERS, max_body_bytes=MOST_BYTES_POSTED, words=("words",))
async def answer(call: VisitCall) -> Answer:
    """Send the answer, or put a template into it; then stay, or go to the next that waits."""
    read = await chart.conversation(call.gate, call.visit, now=call.now)
    if read is None:
        return ABSENT
    form = AnswerForm(call.form)
    if call.form.get("template"):
        return await _shown(call, read, form=await _with_template(call, form))
    if not form.validate():
        return await _shown(call, read, form=form, status=422)
    told = {name: call.form.get(name) for name in call.form}
    each_of = decided(read.prescriptions, told)
    if each_of is None:
        return await _shown(call, read, form=form, is_undecided=True, status=422)
    files = await sent_with(call)
    if isinstance(files, NotTaken):
        return await _shown(call, read, form=form, not_taken=files, status=422)
    words = (form.words.data or "").strip()
    given = chart.Answer(words, call.form.get("code"), each_of, files)
    change = await chart.answer(call.gate, call.visit, given, seen=call.form.get("seen"), now=call.now)
    if change != "kept":
        return await _not_sent(call, change, form, words)
    is_told = await tell_answered(call, call.visit, read.conversation, read.task.id)
    if call.form.get("do") == "next":
        return await led_to_next(call, besides=read.task.id, sent=True)
    return Redirect(to=call.here(CONVERSATION), notice="inbox.answer.sent" if is_told else "inbox.answer.untold")


@action(_ONE + "/take", need=Need.STAFF_VISIT, title="inbox.one")
async def take(call: VisitCall) -> Answer:
    """Take it oneself."""
    change = await chart.take(call.gate, call.visit, by=call.actor.name, hpr=call.actor.hpr or "", now=call.now)
    return _led_on(call, change, "inbox.taken")


@action(_ONE + "/assign", need=Need.STAFF_VISIT, title="inbox.one")
async def assign(call: VisitCall) -> Answer:
    """Give it to a colleague of the office; anybody else cannot be given it."""
    wanted = call.form.get("colleague")
    colleague = next((each for each in await call.gate.colleagues.of(call.actor) if wanted and each.hpr == wanted), None)
    if colleague is None:
        is_here = await chart.conversation(call.gate, call.visit, now=call.now) is not None
        return Redirect(to=call.here(CONVERSATION), notice="inbox.batch.no_colleague") if is_here else ABSENT
    change = await chart.take(call.gate, call.visit, by=colleague.name, hpr=colleague.hpr, now=call.now)
    return _led_on(call, change, "inbox.assigned")


@action(_ONE + "/close", need=Need.STAFF_VISIT, title="inbox.one")
async def close(call: VisitCall) -> Answer:
    """Close it, with what came of it."""
    read = await chart.conversation(call.gate, call.visit, now=call.now)
    if read is None:
        return ABSENT
    codes, wanted = CLOSINGS[read.conversation.kind], call.form.get("code")
    change = await chart.close(call.gate, call.visit, code=wanted if wanted in codes else codes[0], now=call.now)
    if change == "kept":
        await tell_closed(call, call.visit, read.conversation, read.task.id)
    return _led_on(call, change, "inbox.close.done")


@action(_ONE + "/reject", need=Need.STAFF_VISIT, title="inbox.one", words=("reason",))
async def reject(call: VisitCall) -> Answer:
    """Turn the request away, with a reason the patient reads."""
    read = await chart.conversation(call.gate, call.visit, now=call.now)
    if read is None:
        return ABSENT
    form = RejectForm(call.form)
    if not form.validate():
        return await _shown(call, read, reject_form=form, status=422)
    change = await chart.reject(call.gate, call.visit, reason=(form.reason.data or "").strip(), now=call.now)
    if change == "kept":
        await tell_closed(call, call.visit, read.conversation, read.task.id)
    return _led_on(call, change, "inbox.reject.done")


async def _with_template(call: VisitCall, form: AnswerForm) -> AnswerForm:
    """Put the words of a template after what is written already."""
    chosen = (await _inbox(call)).template(call.form.get("template"))
    written = (form.words.data or "").rstrip()
    words = "\n\n".join(each for each in (written, chosen.words if chosen else "") if each)
    return AnswerForm(words=words)


async def _inbox(call: VisitCall) -> Inbox:
    return await call.gate.inboxes.of(call.actor.organisation or "")


async def _not_sent(call: VisitCall, change: Change, form: AnswerForm, words: str) -> Answer:
    """Show how it stands now, with the text that was not sent: nothing that was written is lost."""
    read = await chart.conversation(call.gate, call.visit, now=call.now)
    if read is None:
        return ABSENT
    why_not = {"changed_meanwhile": "meanwhile", "over": "over"}.get(change, "refused")
    return await _shown(call, read, form=form, why_not=why_not, unsent=words, status=409)


def _led_on(call: VisitCall, change: Change, notice: str) -> Answer:
    if change == "refused":
        return ABSENT
    said = {"kept": notice, "not_yet": "inbox.close.unanswered"}.get(change, "inbox.changed")
    return Redirect(to=call.here(CONVERSATION), notice=said)


async def _shown(
    call: VisitCall,
    read: Read,
    *,
    form: AnswerForm | None = None,
    reject_form: RejectForm | None = None,
    not_taken: NotTaken | None = None,
    is_undecided: bool = False,
    why_not: str = "",
    unsent: str = "",
    status: int = 200,
) -> Answer:
    known: dict[str, Any] = {
        "read": read,
        "light": light(read.conversation, call.now),
        "is_mine": read.conversation.taken_by_hpr == (call.actor.hpr or "-"),
        "seen": last_seen(read.thread),
        "who": lambda message: _who(call, message, read),
        "may_close": may_close(read.conversation),
        "may_reject": may_reject(read.conversation),
        "codes": ANSWERS[read.conversation.kind],
        "closings": CLOSINGS[read.conversation.kind],
        "known_codes": _KNOWN_CODES,
        "templates": (await _inbox(call)).templates,
        "colleagues": await call.gate.colleagues.of(call.actor),
        "form": form or AnswerForm(),
        "reject_form": reject_form or RejectForm(),
        "not_taken": not_taken,
        "limits": LIMITS,
        "is_undecided": is_undecided,
        "told": {name: call.form.get(name) for name in call.form},
        "decisions": DECISIONS,
        "why_not": why_not,
        "unsent": unsent,
        "here": call.here(CONVERSATION),
        "home": HOME,
    }
    return View("inbox/one.html", known, status=status)


def _who(call: VisitCall, message: Message, read: Read) -> str:
    """Say from whom a message is, as the desk reads it."""
    t, sender = call.language.t, message.sender
    if sender.side == "clinic":
        return sender.name or str(t("inbox.from_office"))
    patient = read.conversation.patient or str(t("inbox.from.patient"))
    return str(t("inbox.from.for", who=sender.name, whom=patient)) if sender.represents and sender.name else patient
