"""One conversation as a page, shown when it is opened and again when an answer has something to mend."""

from innsyn.features.dialogue import chart, drafts, tariffs
from innsyn.features.dialogue.chart import Thread, Written
from innsyn.features.dialogue.forms import AnswerForm
from innsyn.features.dialogue.kinds import MANNERS
from innsyn.features.dialogue.lines import ending, said
from innsyn.features.dialogue.outcomes import HOME
from innsyn.features.dialogue.rules import may_withdraw
from innsyn.gate.standing.conversations import Conversation
from innsyn.gate.standing.renewals import outcomes
from innsyn.kernel.clock import Instant
from innsyn.web import Answer, CitizenCall, View


async def conversation(call: CitizenCall, task_id: str, found: Thread, form: AnswerForm, *, status: int = 200) -> Answer:
    """Show a conversation. Having seen it, the reader is not told of it any more."""
    written = await chart.messages(call.gate, call.visit, task_id, now=call.now)
    sent = tuple(each for each in written if each.told.state != "draft")
    address, told = f"{HOME}/{task_id}", found.told
    await call.messaging.seen.see(call.actor.key, address, now=call.now)
    await call.notices.opened(call.actor.key, address, now=call.now)
    shown = {
        "conversation": told,
        "address": address,
        "messages": [said(call, each, told) for each in sent],
        "draft": next((each.id for each in written if each.told.state == "draft"), ""),
        "ending": ending(told, call.language),
        "is_overdue": told.is_overdue(call.now),
        "may_withdraw": may_withdraw(told, tuple(each.told for each in sent)),
        "takes_files": MANNERS[told.kind].takes_files,
        "is_own": await drafts.is_kept_own(call, told.kind, None),
        "paid": _paid(told, sent),
        "prescriptions": outcomes(found.body, told),
        "form": form,
        "form_id": drafts.form_id(call),
    }
    return View("dialogue/thread.html", shown, status=status)


async def seen_of(call: CitizenCall, conversations: tuple[Conversation, ...]) -> dict[str, Instant]:
    """Say when the reader last opened each conversation, by Task id, in one statement."""
    pages = {f"{HOME}/{each.task_id}": each.task_id for each in conversations}
    return {pages[address]: at for address, at in (await call.messaging.seen.last(call.actor.key, list(pages))).items()}


def _paid(told: Conversation, sent: tuple[Written, ...]) -> dict[str, object] | None:
    """Say the amounts of an answered e-consultation: those of the instant of its first answer. None for what costs nothing."""
    answered_at = next((each.told.sent_at for each in sent if each.told.side == "clinic" and each.told.sent_at), None)
    if not MANNERS[told.kind].costs or answered_at is None:
        return None
    row, hours = tariffs.tariff(answered_at), tariffs.hours(answered_at)
    amounts = (row.general.at(hours), row.specialist.at(hours)) if row else None
    return {"at": answered_at, "hours": hours, "amounts": amounts}
