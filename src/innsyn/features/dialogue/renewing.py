"""Asking for prescriptions to be renewed: which ones, and a few words if there is something to say."""

from dataclasses import replace

from innsyn.features.dialogue import drafts
from innsyn.features.dialogue.chart import Written
from innsyn.features.dialogue.chosen import her_id
from innsyn.features.dialogue.forms import RenewForm, is_too_long, plain
from innsyn.features.dialogue.kinds import MANNERS
from innsyn.features.dialogue.outcomes import DRAFT, HOME, NEW, not_sent, refused
from innsyn.features.dialogue.prescriptions import Prescription, prescriptions
from innsyn.features.dialogue.sending import NotSent, of_hers, open_to, refusal
from innsyn.features.dialogue.writing import kept, kept_as
from innsyn.gate.refused import Refused
from innsyn.gate.rules.dialogue_facts import RENEWAL
from innsyn.gate.standing.conversations import conversation_id
from innsyn.gate.standing.messages import Message
from innsyn.gate.standing.renewals import Named, named_in
from innsyn.web import Answer, CitizenCall, Limit, Need, Redirect, View, action, page
from innsyn.web.health_contacts import Contact

RENEW = HOME + "/renew"
_DRAFT = DRAFT + "/{communication_id}/prescriptions"
_WRITES = Limit(count=60, per_s=600)


@page(RENEW, need=Need.CITIZEN, title="dialogue.renew.title")
async def choosing(call: CitizenCall) -> Answer:
    """List the prescriptions that can be asked for, and those that cannot with the reason."""
    to = her_id(call.query.get("to"))
    if not to:
        return Redirect(to=NEW)
    contact = await _open_to(call, to)
    if isinstance(contact, NotSent):
        return not_sent(contact, NEW if contact.why == "not_hers" else f"{NEW}?to={to}")
    if (no := await refusal(call, RENEWAL, contact.organisation_number)) is not None:
        return not_sent(no, f"{NEW}?to={to}")
    return await _shown(call, RenewForm(), to=to, name=contact.name, action=RENEW)


@action(RENEW, need=Need.CITIZEN, title="dialogue.renew.title", limit=_WRITES, words=("words",))
async def ask(call: CitizenCall) -> Answer:
    """Keep what was chosen as a draft."""
    to, id_ = her_id(call.form.get("to")), drafts.said_id(call.form.get("draft"))
    if not to or id_ is None:
        return Redirect(to=NEW)
    contact = await _open_to(call, to)
    if isinstance(contact, NotSent):
        return not_sent(contact, NEW if contact.why == "not_hers" else f"{NEW}?to={to}", words=plain(call.form, "words"))
    form, chosen = RenewForm(call.form), await _chosen(call)
    if not _holds(form, chosen):
        return await _shown(call, form, to=to, name=contact.name, action=RENEW, status=422)
    draft = Message(
        id=id_,
        conversation=f"Task/{conversation_id(call.visit.owner, id_)}",
        kind=RENEWAL,
        contact=to,
        organisation=contact.organisation_number,
        organisation_name=contact.parent_name,
        sender=drafts.who(call),
        state="draft",
        text=plain(call.form, "words"),
    )
    answer = await kept_as(call, draft, about=chosen)
    return refused(answer, words=draft.text) if isinstance(answer, Refused) else answer


@page(_DRAFT, need=Need.CITIZEN, title="dialogue.renew.title", asks_for="Communication")
async def changing(call: CitizenCall, communication_id: str) -> Answer:
    """Show what is chosen so far, to be changed."""
    standing = await kept(call, communication_id)
    if not isinstance(standing, Written):
        return standing
    if not _is_renewal(call, standing):
        return Redirect(to=f"{DRAFT}/{standing.id}")
    form = RenewForm(prescriptions=[each.reference for each in named_in(standing.body)], words=standing.told.text)
    return await _of_draft(call, form, standing)


@action(_DRAFT, need=Need.CITIZEN, title="dialogue.renew.title", asks_for="Communication", limit=_WRITES, words=("words",))
async def change(call: CitizenCall, communication_id: str) -> Answer:
    """Keep what is chosen now."""
    standing = await kept(call, communication_id)
    if not isinstance(standing, Written):
        return standing
    if not _is_renewal(call, standing):
        return Redirect(to=f"{DRAFT}/{standing.id}")
    form, chosen = RenewForm(call.form), await _chosen(call)
    if not _holds(form, chosen):
        return await _of_draft(call, form, standing, status=422)
    changed = replace(standing.told, text=plain(call.form, "words"), sender=drafts.who(call))
    answer = await drafts.keep(call, changed, about=chosen, standing=standing)
    return refused(answer, words=changed.text) if isinstance(answer, Refused) else Redirect(to=f"{DRAFT}/{standing.id}/check")


async def _open_to(call: CitizenCall, to: str) -> Contact | NotSent:
    """Find a contact of the patient's that renews prescriptions now."""
    hers = await of_hers(call, to)
    return hers if isinstance(hers, NotSent) else await open_to(call, to, RENEWAL, anew=False)


def _is_renewal(call: CitizenCall, standing: Written) -> bool:
    return standing.told.kind == RENEWAL and drafts.begins(call, standing.told)


async def _of_draft(call: CitizenCall, form: RenewForm, standing: Written, *, status: int = 200) -> Answer:
    found = await call.health_contacts.contact(int(standing.told.contact), now=call.now) if standing.told.contact else None
    name = found.name if isinstance(found, Contact) else standing.told.organisation_name
    here = f"{DRAFT}/{standing.id}/prescriptions"
    return await _shown(call, form, to=standing.told.contact, name=name, action=here, status=status, standing=standing)


async def _shown(
    call: CitizenCall, form: RenewForm, *, to: str, name: str, action: str, status: int = 200, standing: Written | None = None
) -> View:
    known = await prescriptions(call.gate, call.visit, now=call.now)
    shown = {
        "form": form,
        "chosen": set(form.prescriptions.data or ()),
        "renewable": [each for each in known if each.hindrance is None],
        "hindered": [each for each in known if each.hindrance is not None],
        "to": to,
        "name": name,
        "action": action,
        "longest": MANNERS[RENEWAL].longest,
        "form_id": call.form.get("draft") or drafts.form_id(call),
        "standing": standing,
        "is_own": await drafts.is_kept_own(call, RENEWAL, standing),
    }
    return View("dialogue/renew.html", shown, status=status)


async def _chosen(call: CitizenCall) -> tuple[Named, ...]:
    """Say which of hers were chosen; what is not hers, or cannot be asked for here, was not."""
    wanted = set(call.form.getlist("prescriptions"))
    known: tuple[Prescription, ...] = await prescriptions(call.gate, call.visit, now=call.now)
    return tuple(Named(each.reference, each.name) for each in known if each.hindrance is None and each.reference in wanted)


def _holds(form: RenewForm, chosen: tuple[Named, ...]) -> bool:
    is_valid = form.validate()
    if not chosen:
        form.prescriptions.errors = ["dialogue.renew.none_chosen"]
    return bool(chosen) and is_valid and not is_too_long(form, RENEWAL)
