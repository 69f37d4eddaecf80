"""The same done with several conversations at once: each in its own record, with its own line in that patient's log."""

from collections.abc import Awaitable, Callable
from dataclasses import replace

from innsyn.features.inbox import chart
from innsyn.features.inbox.chart import Change
from innsyn.features.inbox.desk import HOME, Said, shown
from innsyn.features.inbox.listing import Asked, asked
from innsyn.features.inbox.rules import CLOSINGS
from innsyn.features.inbox.telling import tell_closed
from innsyn.gate.colleagues import Colleague
from innsyn.gate.visit import Visit
from innsyn.web import Answer, Limit, Need, Redirect, StaffCall, action

_SEVERAL = Limit(count=60, per_s=60)

Step = Callable[[Visit], Awaitable[Change]]


@action(f"{HOME}/batch", need=Need.STAFF, title="inbox.title", limit=_SEVERAL)
async def batch(call: StaffCall) -> Answer:
    """Take, give to a colleague, or close what was chosen; what could not be done is told, and stays chosen."""
    wanted, do = asked(call.form), call.form.get("do")
    if not wanted.chosen:
        return await shown(call, wanted, said=Said("warning", "inbox.batch.nothing"), status=422)
    colleague = await _receiver(call, do)
    if colleague is None and do != "close":
        return await shown(call, wanted, said=Said("warning", "inbox.batch.no_colleague"), status=422)
    step = _step(call, colleague)
    left = [task_id for task_id in wanted.chosen if not await _is_done(call, task_id, step)]
    if not left:
        return Redirect(to=_back(wanted), notice="inbox.batch.done")
    return await shown(call, _with(wanted, left), said=Said("warning", "inbox.batch.left", len(left)), status=409)


async def _receiver(call: StaffCall, do: str) -> Colleague | None:
    """Say who is to have them: oneself, the colleague who was chosen, or nobody."""
    if do == "take":
        return Colleague(call.actor.hpr or "", call.actor.name)
    wanted = call.form.get("colleague") if do == "assign" else ""
    return next((each for each in await call.gate.colleagues.of(call.actor) if wanted and each.hpr == wanted), None)


def _step(call: StaffCall, colleague: Colleague | None) -> Step:
    return _closing(call) if colleague is None else _taking(call, colleague)


def _taking(call: StaffCall, colleague: Colleague) -> Step:
    async def take(visit: Visit) -> Change:
        return await chart.take(call.gate, visit, by=colleague.name, hpr=colleague.hpr, now=call.now)

    return take


def _closing(call: StaffCall) -> Step:
    async def close(visit: Visit) -> Change:
        read = await chart.conversation(call.gate, visit, now=call.now)
        code = CLOSINGS[read.conversation.kind][0] if read else ""
        change = await chart.close(call.gate, visit, code=code, now=call.now)
        if change == "kept" and read is not None:
            await tell_closed(call, visit, read.conversation, read.task.id)
        return change

    return close


async def _is_done(call: StaffCall, task_id: str, step: Step) -> bool:
    visit = await chart.opened(call.gate, call.actor, task_id, now=call.now)
    if visit is None:
        return False
    change = await step(visit)
    await call.gate.close(visit, call.now)
    return change == "kept"


def _back(wanted: Asked) -> str:
    return wanted.address(HOME, after=wanted.after)


def _with(wanted: Asked, chosen: list[str]) -> Asked:
    return replace(wanted, chosen=tuple(chosen))
