"""Writing in an office's own system: an answer, a refusal, a close. What is written lies in its outbox until the platform has it."""

from collections.abc import Callable, Mapping

from innsyn.sandbox.clinics.forms import AnswerForm, RejectionForm
from innsyn.sandbox.clinics.looking import HOME, Running, found, shown
from innsyn.web import ABSENT, Answer, Need, OpenCall, Redirect, action
from innsyn.web.feature import AnyHandler


def writing(running: Mapping[str, Running], new_word: Callable[[], str]) -> tuple[AnyHandler, ...]:
    """Make the actions. running: systems by the office's key. new_word: a UUID that was never said before."""

    @action(f"{HOME}/{{key}}/{{thread_id}}", need=Need.OPEN, title="clinics.conversation")
    async def answer(call: OpenCall, key: str, thread_id: str) -> Answer:
        """Answer."""
        one, form = found(running, key, thread_id), AnswerForm(call.form)
        if one is None:
            return ABSENT
        if not form.is_filled:
            return shown(*one, answer=form, status=422)
        one[0].system.write("answer", thread_id, word=new_word(), text=str(form.text.data), to=one[1].last_from_patient)
        return await _written(one[0], key, thread_id)

    @action(f"{HOME}/{{key}}/{{thread_id}}/reject", need=Need.OPEN, title="clinics.conversation")
    async def reject(call: OpenCall, key: str, thread_id: str) -> Answer:
        """Refuse it."""
        one, form = found(running, key, thread_id), RejectionForm(call.form)
        if one is None:
            return ABSENT
        if not form.is_filled:
            return shown(*one, rejection=form, status=422)
        one[0].system.write("rejection", thread_id, word=new_word(), text=str(form.reason.data))
        return await _written(one[0], key, thread_id)

    @action(f"{HOME}/{{key}}/{{thread_id}}/close", need=Need.OPEN, title="clinics.conversation")
    async def close(call: OpenCall, key: str, thread_id: str) -> Answer:  # noqa: ARG001
        """Close it."""
        one = found(running, key, thread_id)
        if one is None:
            return ABSENT
        one[0].system.write("closing", thread_id, word=new_word())
        return await _written(one[0], key, thread_id)

    return answer, reject, close


async def _written(running: Running, key: str, thread_id: str) -> Redirect:
    """Wait a moment for what was written to be sent, so that the next page mostly knows."""
    await running.system.settled()
    return Redirect(to=f"{HOME}/{key}/{thread_id}", notice="clinics.written")
