"""Every way of seeing something of a life's record, each compared with what the table allows."""

from dataclasses import dataclass, replace

from innsyn.gate.clients import Client
from innsyn.gate.grounds import staff_ground
from innsyn.gate.log.line import LogPage
from innsyn.gate.preview import Previewed, Viewer
from innsyn.gate.refused import Refused
from innsyn.gate.rules.policy import NATION
from innsyn.gate.scopes import Scopes
from innsyn.gate.tests.samples import OTHER_TRUST, TRUST
from innsyn.record.query import Query
from innsyn.record.stored import Found, Stored

TYPES = (
    "DocumentReference",
    "Observation",
    "Appointment",
    "Communication",
    "Patient",
    "RelatedPerson",
    "Consent",
    "Flag",
    "Task",
    "Binary",
)
EVERYTHING = Query(TYPES, count=500, with_total=True)


@dataclass(frozen=True)
class Look:
    """One visitor who looks now. may_see: the references the table allows. rows: everything in the record."""

    life: object
    viewer: str
    visit: object
    may_see: set
    rows: list

    @property
    def gate(self):
        return self.life.gate

    @property
    def now(self):
        return self.life.now


async def search_with_total(look):
    found = await look.gate.search(look.visit, EVERYTHING, look.now)
    seen = references(found)
    assert seen == look.may_see
    assert isinstance(found, Refused) or found.total == len(seen)


async def search_one_type(look, random):
    type_ = random.choice(TYPES)
    assert references(await look.gate.search(look.visit, Query((type_,), count=500), look.now)) == of_type(look.may_see, type_)


async def count_one_type(look, random):
    type_ = random.choice(TYPES)
    found = await look.gate.search(look.visit, Query((type_,), count=0, with_total=True), look.now)
    assert isinstance(found, Refused) or found.total == len(of_type(look.may_see, type_))


async def read_each(look, random):
    for row in random.sample(look.rows, min(6, len(look.rows))):
        found = await look.gate.read(look.visit, row.type, row.id, look.now)
        assert isinstance(found, Stored) == (f"{row.type}/{row.id}" in look.may_see), (row.type, found)


async def vread_each(look, random):
    """What is closed now is closed in every version; so is what was."""
    for row in random.sample(look.rows, min(6, len(look.rows))):
        for version in {1, row.version}:
            found = await look.gate.vread(look.visit, row.type, row.id, version, look.now)
            assert not isinstance(found, Stored) or f"{row.type}/{row.id}" in look.may_see, (row.type, version)


async def history_of_all(look, random):
    assert references(await look.gate.history(look.visit, None, None, look.now)) <= look.may_see


async def history_of_one(look, random):
    row = random.choice(look.rows)
    assert references(await look.gate.history(look.visit, row.type, row.id, look.now)) <= look.may_see & {f"{row.type}/{row.id}"}


async def content_of_documents(look, random):
    for reference, (type_, id_, _, body) in look.life.documents.items():
        if type_ == "DocumentReference" and random.random() < 0.5:
            url = body["content"][0]["attachment"]["url"]
            found = await look.gate.content(look.visit, id_, url, look.now)
            assert isinstance(found, Stored) == (reference in look.may_see), (reference, found)


async def the_list_of_what_is_withheld(look):
    """Nothing that may be seen stands there, and nothing that may not be told of."""
    listed = {each.clinical_at for each in await look.gate.withheld(look.visit, look.now)}
    codes, named = untold(look), {name for each in decided(look, untold(look)) for name in each.references}
    for row in look.rows:
        if row.type == "DocumentReference" and row.clinical_at in listed:
            assert f"{row.type}/{row.id}" not in look.may_see | named
            assert not row.labels & codes


def untold(look):
    """The codes that close something to the visitor and that she may not know of."""
    role, age = look.visit.role, look.life.account.age
    silent = {"NORN_KUT", "V"} | ({"NORN_FORANS"} if role in ("parent", "guardian") else set())
    return silent | ({"NORN_UNGDOM"} if role == "self" and 12 <= age < 16 else set())


def decided(look, codes):
    """The decisions in force with one of these codes that say nothing of being told."""
    today = look.life.account.today
    made = [decision for decision, _ in look.life.account.withholdings.values() if decision.code in codes and not decision.is_told]
    return [each for each in made if (each.period.since or today) <= today <= (each.period.until or today)]


async def the_log(look, random):
    """Its titles are of documents that may be seen."""
    page = await look.gate.my_log(look.visit, look.now)
    if isinstance(page, LogPage):
        titles = {title for line in page.lines for one in (line.seen, line.written) for seen in one for title in seen.titles}
        titles |= {title for line in page.lines for title in line.opened}
        named = {
            body.get("description") or body.get("code", {}).get("text"): reference
            for reference, (_, _, _, body) in look.life.documents.items()
        }
        assert {named[title] for title in titles} <= look.may_see
        assert look.visit.role in ("self", "parent", "guardian", "attorney")


async def the_sources(look, random):
    """Who has something in the record is told of what may be seen, and of nothing else."""
    found = await look.gate.sources(look.visit, look.now)
    keepers = {row.custodian for row in look.rows if f"{row.type}/{row.id}" in look.may_see} & {TRUST, OTHER_TRUST}
    assert (set() if isinstance(found, Refused) else {source.number for source in found}) == keepers


async def how_much_is_shielded(look, random):
    """Only where personnel may know of it, and never more than there is that they do not see."""
    count = await look.gate.shielded(look.visit, look.now)
    nation = look.life.account.chosen(NATION)
    hidden = [row for row in look.rows if row.type == "DocumentReference" and f"{row.type}/{row.id}" not in look.may_see]
    may_know = look.visit.role == "staff" and look.viewer != "emergency" and (nation is None or nation.tells_shields)
    assert (count is not None) == may_know
    assert (count or 0) <= len(hidden)


WAYS = (
    the_sources,
    how_much_is_shielded,
    search_one_type,
    count_one_type,
    read_each,
    vread_each,
    history_of_all,
    history_of_one,
    content_of_documents,
    the_log,
)
"""In a visit."""


async def preview(look, viewer_visit, theirs):
    """What her own page says somebody else would see is what that one would see."""
    actor = replace(viewer_visit.actor)
    viewer = Viewer(actor=actor, role=viewer_visit.role, ground=viewer_visit.ground)
    found = await look.gate.preview(look.visit, viewer, EVERYTHING, look.now)
    if isinstance(found, Previewed):
        assert {f"{row.type}/{row.id}" for row, _ in found.rows} == look.may_see
        assert {f"{row.type}/{row.id}" for row, is_seen in found.rows if is_seen} == theirs & look.may_see
    else:
        assert not look.may_see


async def as_a_system(life, organisation, rows, may_see, began):
    """A system asks the FHIR interface: by id, in one record, in all at once, in the feed, in an export and about it afterwards."""
    client = Client(
        await life.gate.actors.system("Journal", organisation=organisation), Scopes.parse("system/*.rs"), client_id=organisation
    )
    clients, now, refs = life.gate.clients, life.now, [(row.type, row.id) for row in rows]
    assert references(await clients.search(client, EVERYTHING, now, whose=life.owner)) == may_see
    assert references(await clients.export(client, EVERYTHING, now, whose=life.owner)) == may_see
    everywhere = [await clients.search(client, Query((type_,), count=500), now) for type_ in TYPES]
    here = {f"{row.type}/{row.id}" for found in everywhere for row in found.rows if row.owner == life.owner}
    assert here == may_see, here ^ may_see
    assert {
        f"{type_}/{id_}" for (type_, id_), seen in zip(refs, await clients.still_sees(client, refs, now), strict=True) if seen
    } == may_see
    changes, _ = await clients.changes(client, began, 1000, now)
    assert {f"{one.type}/{one.id}" for one in changes if one.owner == life.owner} == may_see
    for type_, id_ in refs[:4]:
        assert isinstance(await clients.read(client, type_, id_, now), Stored) == (f"{type_}/{id_}" in may_see)
        found = await clients.history(client, type_, id_, now)
        assert references(found) <= may_see


async def as_an_app(life, client, rows, may_see, random):
    """Somebody's own program asks the FHIR interface with her token."""
    clients, now = life.gate.clients, life.now
    assert references(await clients.search(client, EVERYTHING, now, whose=life.owner)) == may_see
    assert references(await clients.history(client, None, None, now)) <= may_see
    for row in random.sample(rows, min(4, len(rows))):
        if row.type != "Binary":
            found = await clients.read(client, row.type, row.id, now)
            assert isinstance(found, Stored) == (f"{row.type}/{row.id}" in may_see), (row.type, found)
            found = await clients.vread(client, row.type, row.id, 1, now)
            assert not isinstance(found, Stored) or f"{row.type}/{row.id}" in may_see


async def app_of(life, viewer):
    """The token of a citizen's or a nurse's program."""
    if viewer == "self":
        actor = life.gate.actors.citizen(life.number, level="high")
        return Client(actor, Scopes.parse("patient/*.rs"), "patient", await life.gate.patient_in(life.owner), client_id="app")
    ground = staff_ground(purpose="TREAT", basis="gate.basis.appointment")
    patient_id = await life.gate.patient_in(life.owner)
    return Client(await life.world.nurse(), Scopes.parse("user/*.rs"), "user", patient_id, ground=ground, client_id="ehr")


def references(found):
    """What a page shows; nothing for a refusal."""
    if isinstance(found, Refused) or found is None:
        return set()
    assert isinstance(found, Found), found
    return {f"{row.type}/{row.id}" for row in found.rows}


def of_type(seen, type_):
    return {reference for reference in seen if reference.startswith(f"{type_}/")}
