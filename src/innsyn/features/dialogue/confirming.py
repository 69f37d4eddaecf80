"""The last steps: what it costs, everything once more, and sending."""

from innsyn.features.dialogue import chart, drafts, tariffs
from innsyn.features.dialogue.chart import Written
from innsyn.features.dialogue.kinds import MANNERS
from innsyn.features.dialogue.lines import files
from innsyn.features.dialogue.outcomes import DRAFT, HOME, shown
from innsyn.features.dialogue.sending import promise, send_answer, send_first
from innsyn.features.dialogue.writing import kept
from innsyn.gate.standing.renewals import named_in
from innsyn.kernel.clock import norwegian_date
from innsyn.web import Answer, CitizenCall, Limit, Need, Redirect, View, action, page
from innsyn.web.health_contacts import Contact

_DRAFT = DRAFT + "/{communication_id}"
_WRITES = Limit(count=60, per_s=600)


@page(_DRAFT + "/fee", need=Need.CITIZEN, title="dialogue.fee.title", asks_for="Communication")
async def fee(call: CitizenCall, communication_id: str) -> Answer:
    """Say what an answer costs, before anything is sent."""
    standing = await kept(call, communication_id)
    if not isinstance(standing, Written):
        return standing
    if not costs(call, standing):
        return Redirect(to=f"{DRAFT}/{standing.id}/check")
    born_on = await chart.born_on(call.gate, call.visit, now=call.now)
    known = tariffs.tariff(call.now)
    context = {
        "is_again": bool(call.query.get("again")),
        "tariff": known,
        "last": None if known else tariffs.known_last(call.now),
        "is_exempt": tariffs.is_exempt(born_on, call.now),
        "year": norwegian_date(call.now).year,
        "back": f"{DRAFT}/{standing.id}/files",
        "on": f"{DRAFT}/{standing.id}/check?fee={tariffs.told(call.now)}",
    }
    return View("dialogue/fee.html", context)


@page(_DRAFT + "/check", need=Need.CITIZEN, title="dialogue.check.title", asks_for="Communication")
async def check(call: CitizenCall, communication_id: str) -> Answer:
    """Show everything that will be sent, each with the way to change it."""
    standing = await kept(call, communication_id)
    if not isinstance(standing, Written):
        return standing
    found = await call.health_contacts.contact(int(standing.told.contact), now=call.now) if standing.told.contact else None
    kind = standing.told.kind
    context = {
        "draft": standing,
        "kind": kind,
        "begins": drafts.begins(call, standing.told),
        "to": found.name if isinstance(found, Contact) else standing.told.organisation_name,
        "under": standing.told.organisation_name,
        "prescriptions": named_in(standing.body),
        "files": files(standing.told),
        "takes_files": kind is not None and MANNERS[kind].takes_files,
        "costs": costs(call, standing),
        "fee": call.query.get("fee"),
        "promised": await promise(call, standing.told.organisation, kind) if kind else None,
        "here": f"{DRAFT}/{standing.id}",
        "thread": "" if drafts.begins(call, standing.told) else _thread(standing),
    }
    return View("dialogue/check.html", context)


@action(_DRAFT + "/send", need=Need.CITIZEN, title="dialogue.check.title", asks_for="Communication", limit=_WRITES)
async def send(call: CitizenCall, communication_id: str) -> Answer:
    """Send a draft, after the fee that holds now has been shown. Sent twice, it is sent once."""
    standing = await kept(call, communication_id)
    if not isinstance(standing, Written):
        return standing
    if costs(call, standing) and call.form.get("fee") != tariffs.told(call.now):
        return Redirect(to=f"{DRAFT}/{standing.id}/fee?again=1")
    if drafts.begins(call, standing.told):
        return shown(await send_first(call, standing), f"{DRAFT}/{standing.id}/check", "dialogue.thread.sent", is_kept=True)
    task_id = standing.told.conversation.removeprefix("Task/")
    return shown(await send_answer(call, task_id, standing.told, standing), f"{HOME}/{task_id}", "dialogue.thread.sent", is_kept=True)


def costs(call: CitizenCall, standing: Written) -> bool:
    """Say whether an answer to a draft costs something: of an e-consultation that begins."""
    return bool(standing.told.kind and MANNERS[standing.told.kind].costs) and drafts.begins(call, standing.told)


def _thread(standing: Written) -> str:
    return f"{HOME}/{standing.told.conversation.removeprefix('Task/')}"
