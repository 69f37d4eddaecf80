"""Going on in a conversation: another message, sending once more what did not come through, and taking all of it back."""

from innsyn.features.dialogue import chart, drafts
from innsyn.features.dialogue.forms import AnswerForm, is_too_long, plain
from innsyn.features.dialogue.outcomes import DRAFT, HOME, not_sent, refused, shown
from innsyn.features.dialogue.rules import may_withdraw
from innsyn.features.dialogue.sending import NotSent, send_again, send_answer, withdraw
from innsyn.features.dialogue.views import conversation
from innsyn.gate.refused import Refused
from innsyn.gate.standing.messages import Message
from innsyn.web import ABSENT, Answer, CitizenCall, Limit, Need, Redirect, action

_ONE = HOME + "/{task_id}"
_WRITES = Limit(count=60, per_s=600)


@action(_ONE + "/answer", need=Need.CITIZEN, title="dialogue.one.title", asks_for="Task", limit=_WRITES, words=("words",))
async def answer(call: CitizenCall, task_id: str) -> Answer:
    """Send another message, or keep it while something is attached."""
    found, form = await chart.thread(call.gate, call.visit, task_id, now=call.now), AnswerForm(call.form)
    if found is None:
        return ABSENT
    if not found.told.is_open:
        return not_sent(NotSent("closed"), f"{HOME}/{task_id}", words=plain(call.form, "words"))
    id_ = drafts.said_id(call.form.get("draft"))
    if not form.validate() or is_too_long(form, found.told.kind) or id_ is None:
        return await conversation(call, task_id, found, form, status=422)
    message = Message(
        id=id_,
        conversation=f"Task/{task_id}",
        kind=found.told.kind,
        contact=found.told.contact,
        organisation=found.told.organisation,
        organisation_name=found.told.organisation_name,
        sender=drafts.who(call),
        state="draft",
        text=plain(call.form, "words"),
    )
    if call.form.get("do") != "attach":
        return shown(await send_answer(call, task_id, message, None), f"{HOME}/{task_id}", "dialogue.thread.sent", words=message.text)
    kept = await drafts.keep(call, message)
    return refused(kept, words=message.text) if isinstance(kept, Refused) else Redirect(to=f"{DRAFT}/{drafts.stored_id(call, id_)}/files")


@action(_ONE + "/again/{communication_id}", need=Need.CITIZEN, title="dialogue.one.title", asks_for="Communication", limit=_WRITES)
async def again(call: CitizenCall, task_id: str, communication_id: str) -> Answer:
    """Send a message once more, where the other side has not said that it has it."""
    found = await chart.thread(call.gate, call.visit, task_id, now=call.now)
    written = await chart.message(call.gate, call.visit, communication_id, now=call.now)
    if found is None or written is None or written.told.conversation != f"Task/{task_id}" or written.told.side != "citizen":
        return ABSENT
    if not found.told.is_open:
        return not_sent(NotSent("closed"), f"{HOME}/{task_id}")
    if not written.told.may_be_sent_again(call.now):
        return Redirect(to=f"{HOME}/{task_id}", notice="dialogue.thread.came_meanwhile")
    return shown(await send_again(call, task_id, found, written), f"{HOME}/{task_id}", "dialogue.thread.sent_again")


@action(_ONE + "/withdraw", need=Need.CITIZEN, title="dialogue.one.title", asks_for="Task")
async def take_back(call: CitizenCall, task_id: str) -> Answer:
    """Take a conversation back while nobody on the other side has it."""
    found = await chart.thread(call.gate, call.visit, task_id, now=call.now)
    if found is None:
        return ABSENT
    written = await chart.messages(call.gate, call.visit, task_id, now=call.now)
    if not may_withdraw(found.told, tuple(each.told for each in written if each.told.state != "draft")):
        return Redirect(to=f"{HOME}/{task_id}", notice="dialogue.thread.too_late")
    return shown(await withdraw(call, task_id, found), f"{HOME}/{task_id}", "dialogue.thread.withdrawn")
