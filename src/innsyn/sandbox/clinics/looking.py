"""Looking into an office's own system: its inbox, one conversation, and how the system behaves."""

from collections.abc import Mapping
from dataclasses import dataclass

from innsyn.sandbox.clinics.forms import AnswerForm, RejectionForm
from innsyn.sandbox.simulators.clinic_system import Behaviour, ClinicSystem, Fault, Thread
from innsyn.web import ABSENT, Answer, Need, OpenCall, Redirect, View, action, page
from innsyn.web.feature import AnyHandler

HOME = "/sandbox/clinic"


@dataclass(frozen=True, slots=True)
class Running:
    """One office's system and how it behaves."""

    system: ClinicSystem
    behaviour: Behaviour


def looking(running: Mapping[str, Running]) -> tuple[AnyHandler, ...]:
    """Make the pages. running: systems by the office's key."""

    @page(HOME, need=Need.OPEN, title="clinics.title")
    async def offices(call: OpenCall) -> Answer:  # noqa: ARG001 - every handler is given it
        """List the offices that have a system of their own."""
        return View("clinics/offices.html", {"offices": [each.system.office for each in running.values()]})

    @page(f"{HOME}/{{key}}", need=Need.OPEN, title="clinics.inbox")
    async def inbox(call: OpenCall, key: str) -> Answer:  # noqa: ARG001
        """Show one office's inbox."""
        one = running.get(key)
        if one is None:
            return ABSENT
        kept = {"threads": one.system.threads(), "bookings": one.system.booked()}
        return View("clinics/inbox.html", {"office": one.system.office, **kept, "faults": list(Fault), "set": set(one.behaviour)})

    @action(f"{HOME}/{{key}}", need=Need.OPEN, title="clinics.inbox")
    async def behave(call: OpenCall, key: str) -> Answer:
        """Take what was ticked as the system's ways from now on."""
        one = running.get(key)
        if one is None:
            return ABSENT
        one.behaviour.change({fault: fault.value in call.form for fault in Fault})
        one.system.wake()
        return Redirect(to=f"{HOME}/{key}", notice="clinics.behaves")

    @page(f"{HOME}/{{key}}/{{thread_id}}", need=Need.OPEN, title="clinics.conversation")
    async def conversation(call: OpenCall, key: str, thread_id: str) -> Answer:  # noqa: ARG001
        """Show one conversation."""
        one = found(running, key, thread_id)
        return shown(*one) if one else ABSENT

    return offices, inbox, behave, conversation


def found(running: Mapping[str, Running], key: str, thread_id: str) -> tuple[Running, Thread] | None:
    """Find a conversation of an office's; None when it has none such."""
    one = running.get(key)
    thread = one.system.thread(thread_id) if one else None
    return (one, thread) if one and thread else None


def shown(
    running: Running, thread: Thread, *, answer: AnswerForm | None = None, rejection: RejectionForm | None = None, status: int = 200
) -> View:
    """Show a conversation. answer, rejection: forms with mistakes to be mended."""
    forms = {"answer": answer or AnswerForm(), "rejection": rejection or RejectionForm()}
    return View("clinics/conversation.html", {"office": running.system.office, "thread": thread, **forms}, status)
