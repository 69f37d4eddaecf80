"""Writing to a clinic, one thing on each page: whom, which kind, the words. What was written is a draft from then on.

Source: docs/spec/dialogue.md; docs/adr/0029-dialogue.md.
"""

from dataclasses import dataclass, replace

from innsyn.features.dialogue import chart, drafts
from innsyn.features.dialogue.chart import Written
from innsyn.features.dialogue.choosing import which, whom
from innsyn.features.dialogue.chosen import her_id
from innsyn.features.dialogue.forms import WriteForm, is_too_long, plain
from innsyn.features.dialogue.kinds import MANNERS, kind_named
from innsyn.features.dialogue.outcomes import DRAFT, HOME, NEW, not_sent, refused
from innsyn.features.dialogue.sending import NotSent, of_hers, open_to, refusal
from innsyn.gate.refused import Refused
from innsyn.gate.rules.dialogue_facts import RENEWAL, Kind
from innsyn.gate.standing.care_contacts import FUNCTION, CareContact, Participant
from innsyn.gate.standing.conversations import conversation_id
from innsyn.gate.standing.messages import Message
from innsyn.gate.standing.renewals import Named
from innsyn.gate.values import Conflict
from innsyn.gate.visit import Code
from innsyn.web import ABSENT, Answer, Choice, CitizenCall, Limit, Need, Redirect, View, action, page
from innsyn.web.health_contacts import Contact

_DRAFT = DRAFT + "/{communication_id}"
_WRITES = Limit(count=60, per_s=600)


@dataclass(frozen=True, slots=True)
class _To:
    """Whom is written to, and which kind.

    under, organisation: name and number of the organisation above. categories: what it can be about, by its key in the form; empty when
    there is no choice. is_own: the page says that what is written stays its writer's own until it is sent; to a grown-up patient it does
    not, whoever began it."""

    her_id: str
    name: str
    under: str
    organisation: str
    kind: Kind
    categories: dict[str, Participant]
    is_own: bool


@page(NEW, need=Need.CITIZEN, title="dialogue.new.title")
async def new(call: CitizenCall) -> Answer:
    """Ask whom to write to, then which kind, then show the form."""
    to, kind = her_id(call.query.get("to")), kind_named(call.query.get("kind"))
    if not to:
        return await whom(call)
    if kind is None:
        return await which(call, to)
    if kind == RENEWAL:
        return Redirect(to=f"{HOME}/renew?to={to}")
    found = await _opened(call, to, kind)
    if not isinstance(found, _To):
        return found
    if (no := await refusal(call, kind, found.organisation)) is not None:
        return not_sent(no, f"{NEW}?to={to}")
    wanted = call.query.get("category")
    return _form(call, found, WriteForm(category=wanted if wanted in found.categories else None), action=NEW)


@action(NEW, need=Need.CITIZEN, title="dialogue.new.title", limit=_WRITES, words=("subject", "words"))
async def begin(call: CitizenCall) -> Answer:
    """Keep what was written as a draft."""
    to, kind, id_ = her_id(call.form.get("to")), kind_named(call.form.get("kind")), drafts.said_id(call.form.get("draft"))
    if not to or kind is None or kind == RENEWAL or id_ is None:
        return Redirect(to=NEW)
    found = await _opened(call, to, kind, words=plain(call.form, "words"))
    if not isinstance(found, _To):
        return found
    form = WriteForm(call.form)
    if not _holds(form, found):
        return _form(call, found, form, action=NEW, status=422)
    draft = Message(
        id=id_,
        conversation=f"Task/{conversation_id(call.visit.owner, id_)}",
        kind=kind,
        contact=to,
        organisation=found.organisation,
        organisation_name=found.under,
        subject=plain(call.form, "subject"),
        sender=drafts.who(call),
        state="draft",
        text=plain(call.form, "words"),
    )
    answer = await kept_as(call, draft, category=_category(form, found))
    return refused(answer, words=draft.text) if isinstance(answer, Refused) else answer


@page(_DRAFT, need=Need.CITIZEN, title="dialogue.draft.title", asks_for="Communication")
async def draft(call: CitizenCall, communication_id: str) -> Answer:
    """Show what is written so far, to be changed."""
    standing = await kept(call, communication_id)
    if not isinstance(standing, Written):
        return standing
    if standing.told.kind == RENEWAL and drafts.begins(call, standing.told):
        return Redirect(to=f"{DRAFT}/{standing.id}/prescriptions")
    found = await _of_draft(call, standing, standing.told.kind or "e-contact")
    known = next((key for key, each in found.categories.items() if standing.category and each.function == standing.category.code), None)
    form = WriteForm(subject=standing.told.subject, words=standing.told.text, category=known)
    return _form(call, found, form, action=f"{DRAFT}/{standing.id}", standing=standing)


@action(_DRAFT, need=Need.CITIZEN, title="dialogue.draft.title", asks_for="Communication", limit=_WRITES, words=("subject", "words"))
async def change(call: CitizenCall, communication_id: str) -> Answer:
    """Keep a draft as it is written now."""
    standing = await kept(call, communication_id)
    if not isinstance(standing, Written):
        return standing
    found = await _of_draft(call, standing, standing.told.kind or "e-contact")
    form = WriteForm(call.form)
    if not drafts.begins(call, standing.told):
        del form.subject
    if not _holds(form, found):
        return _form(call, found, form, action=f"{DRAFT}/{standing.id}", status=422, standing=standing)
    changed = replace(standing.told, subject=plain(call.form, "subject"), text=plain(call.form, "words"), sender=drafts.who(call))
    answer = await drafts.keep(call, changed, category=_category(form, found), standing=standing)
    return refused(answer, words=changed.text) if isinstance(answer, Refused) else Redirect(to=after(changed, standing.id))


@action(_DRAFT + "/discard", need=Need.CITIZEN, title="dialogue.draft.title", asks_for="Communication")
async def discard(call: CitizenCall, communication_id: str) -> Answer:
    """Throw a draft away."""
    standing = await kept(call, communication_id)
    if not isinstance(standing, Written):
        return standing
    answer = await drafts.throw_away(call, standing)
    return refused(answer) if isinstance(answer, Refused) else Redirect(to=HOME, notice="dialogue.draft.discarded")


async def kept_as(call: CitizenCall, draft: Message, *, category: Code | None = None, about: tuple[Named, ...] = ()) -> Answer | Refused:
    """Keep a new draft. The same form sent once more, after a turn back, changes the draft it was; one that is sent stays as it is."""
    answer = await drafts.keep(call, draft, category=category, about=about)
    if isinstance(answer, Conflict):
        standing = await kept(call, drafts.stored_id(call, draft.id))
        if not isinstance(standing, Written):
            return standing
        answer = await drafts.keep(call, draft, category=category, about=about, standing=standing)
    return answer if isinstance(answer, Refused) else Redirect(to=after(draft, drafts.stored_id(call, draft.id)))


async def kept(call: CitizenCall, communication_id: str) -> Written | Answer:
    """Find a draft; one that was sent meanwhile leads to its conversation."""
    found = await chart.message(call.gate, call.visit, communication_id, now=call.now)
    if found is None or found.told.side != "citizen" or found.told.state == "discarded" or found.told.kind is None:
        return ABSENT
    return found if found.told.state == "draft" else Redirect(to=f"{HOME}/{found.told.conversation.removeprefix('Task/')}")


def after(draft: Message, id_: str) -> str:
    """Say which page comes after the words of a draft. id_: of its Communication."""
    takes_files = draft.kind is not None and MANNERS[draft.kind].takes_files
    return f"{DRAFT}/{id_}/files" if takes_files else f"{DRAFT}/{id_}/check"


async def _opened(call: CitizenCall, to: str, kind: Kind, *, words: str = "") -> _To | Answer:
    hers = await of_hers(call, to)
    if isinstance(hers, NotSent):
        return not_sent(hers, NEW, words=words)
    contact = await open_to(call, to, kind, anew=False)
    if isinstance(contact, NotSent):
        return not_sent(contact, f"{NEW}?to={to}", words=words)
    is_own = await call.gate.drafting.is_own(call.visit, kind, call.now)
    return _To(to, contact.name, contact.parent_name, contact.organisation_number, kind, _categories(hers), is_own)


async def _of_draft(call: CitizenCall, standing: Written, kind: Kind) -> _To:
    """Say whom a draft is to. A contact that cannot be asked just now is no hindrance to writing on: it is asked when it is sent."""
    told = standing.told
    found = await call.health_contacts.contact(int(told.contact), now=call.now) if told.contact else None
    name = found.name if isinstance(found, Contact) else told.organisation_name
    hers = await of_hers(call, told.contact) if drafts.begins(call, told) else None
    categories = _categories(hers) if isinstance(hers, CareContact) else {}
    begun = None if call.visit.role == "self" else standing
    is_own = await drafts.is_own(call, told, begun)
    return _To(told.contact, name, told.organisation_name, told.organisation, kind, categories, is_own)


def _categories(hers: CareContact) -> dict[str, Participant]:
    return {each.function or each.text: each for each in hers.categories}


def _form(call: CitizenCall, to: _To, form: WriteForm, *, action: str, status: int = 200, standing: Written | None = None) -> View:
    shown = {
        "form": form,
        "to": to,
        "kind": to.kind,
        "categories": to.categories,
        "longest": MANNERS[to.kind].longest,
        "action": action,
        "form_id": call.form.get("draft") or drafts.form_id(call),
        "standing": standing,
        "begins": standing is None or drafts.begins(call, standing.told),
    }
    return View("dialogue/write.html", shown, status=status)


def _holds(form: WriteForm, to: _To) -> bool:
    """Say whether a form is filled in. A category is asked for only where there is a choice."""
    if to.categories:
        form.category.choices = [Choice(key, key) for key in to.categories]
        form.category.validate_choice = True
    else:
        del form.category
    is_valid = form.validate()
    return not is_too_long(form, to.kind) and is_valid


def _category(form: WriteForm, to: _To) -> Code | None:
    chosen = to.categories.get(form.category.data or "") if to.categories else None
    return Code(chosen.function, FUNCTION, chosen.text) if chosen and chosen.function else None
