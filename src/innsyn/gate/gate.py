"""The gate: the one object through which every door reaches the record.

Nothing here asks the time; every call is told `now`. Source: docs/spec/access.md; docs/adr/0005-visits-and-the-standing-stamp.md.
"""

from collections.abc import Sequence
from typing import Any
from uuid import UUID, uuid4

from innsyn.fhir.profiles import NONE_REQUIRED, Requirements
from innsyn.gate.access import Access
from innsyn.gate.actors import Actors
from innsyn.gate.arrivals import Arrivals, each_once
from innsyn.gate.booking.answering import Answering
from innsyn.gate.booking.asking import Booking
from innsyn.gate.booking.changes import BookingChanges
from innsyn.gate.booking.closing import Closing
from innsyn.gate.booking.keeping import Keeping
from innsyn.gate.booking.saying import Saying
from innsyn.gate.booking.short_notice import ShortNotice
from innsyn.gate.booking.timebooks import Timebooks
from innsyn.gate.choosing import Choosing
from innsyn.gate.chosen import Chosen, chosen
from innsyn.gate.clients.client_gate import ClientGate
from innsyn.gate.colleagues import Colleagues
from innsyn.gate.content import Contents
from innsyn.gate.decide import Decision
from innsyn.gate.desk_receipts import DeskReceipts
from innsyn.gate.dialogue.drafting import Drafting
from innsyn.gate.dialogue.opening import ConversationOpening
from innsyn.gate.directory import Directory
from innsyn.gate.enrolment.asking import Asking
from innsyn.gate.enrolment.deciding import Deciding
from innsyn.gate.feeding import Feeding
from innsyn.gate.for_offices import ForOffices
from innsyn.gate.for_others import ForOthers
from innsyn.gate.inboxes import Inboxes
from innsyn.gate.keys import Keys
from innsyn.gate.log.citizen_log import CitizenLog
from innsyn.gate.log.line import LogPage, VisitLine
from innsyn.gate.log.review import Reviewing
from innsyn.gate.log.wanted import EVERYTHING, LogFilter
from innsyn.gate.log.watcher import Watcher
from innsyn.gate.news import News
from innsyn.gate.offices import Offices
from innsyn.gate.opening import OUTSIDE, FoundPatient, NewId, Opening, VisitIdOf
from innsyn.gate.post_changes import PostNews
from innsyn.gate.preview import Preview
from innsyn.gate.promises import Promises
from innsyn.gate.reading import FIRST_PAGE, Page, Reading
from innsyn.gate.receivers import Receivers
from innsyn.gate.receiving import Receiving
from innsyn.gate.reconciliation.freeing import Freeing
from innsyn.gate.reconciliation.reconciling import Reconciling
from innsyn.gate.reconciliation.settling import Settling
from innsyn.gate.referral_changes import ReferralChanges
from innsyn.gate.refused import Refused
from innsyn.gate.register import PopulationRegister
from innsyn.gate.relations import Relations
from innsyn.gate.reminders import Reminders
from innsyn.gate.representatives import WhoRepresents
from innsyn.gate.representing import Representing
from innsyn.gate.resuming import Resuming
from innsyn.gate.seal.proof import Prover
from innsyn.gate.shielded import ShieldedReading
from innsyn.gate.sources import Sources
from innsyn.gate.switching import Switches
from innsyn.gate.taking_back import TakingBack
from innsyn.gate.visit import Actor, Ground, Visit
from innsyn.gate.withheld import Withheld, WithheldReading
from innsyn.gate.worklists import Worklists
from innsyn.gate.writing import Writing
from innsyn.kernel.clock import Instant
from innsyn.kernel.ids import PersonNumber
from innsyn.kernel.outcome import Problem
from innsyn.record.query import Query
from innsyn.record.record import Record
from innsyn.record.stored import Conflict, Found, Owner, Stored, Write, Written


class Gate(ForOthers, ForOffices):
    """Who comes in, what they may see, and what is written down about it. One for the whole program."""

    def __init__(
        self,
        record: Record,
        keys: Keys,
        new_id: NewId = uuid4,
        requirements: Requirements = NONE_REQUIRED,
        register: PopulationRegister | None = None,
    ) -> None:
        """keys: the log's. new_id: gives ids of visits. requirements: profiles that types must keep when machine clients write them.

        register: the population register, None where none is connected: then nobody acts for another but by power of attorney."""
        self._record = record
        self._access = Access(record, keys)
        self.directory = Directory(record)
        self.actors = Actors(self.directory, keys)
        self._opening = Opening(record, self._access, self.directory, keys, new_id)
        self._resuming = Resuming(record, self._access)
        self._reading = Reading(record, self._access, self._opening)
        self._contents = Contents(record, self._access, self._reading)
        self._withheld = WithheldReading(record, self._access)
        self._shielded = ShieldedReading(record, self._access)
        self._writing = Writing(record, self._access)
        self._log = CitizenLog(record, self._access, Prover(record.sealing, keys))
        self._new_id = new_id
        self._relations = Relations(record, self._access, self.actors, self.directory, register)
        self._representing = Representing(record, self._access, keys, self._opening, self._relations, new_id)
        self._feeding = Feeding(self._access, keys, self._opening, self._representing, self._relations)
        self._conversations = ConversationOpening(record, self._access, self._opening, new_id)
        self.drafting = Drafting(self._access)
        self.desk_receipts = DeskReceipts(self.actors, self._opening, self._reading, self._writing, self._resuming)
        self._offices = Offices(record, self._access, self.directory, self._opening, new_id)
        self.access_reviews = Reviewing(record, self._access, self.directory, self._reading, self._writing, self._offices, self._resuming)
        self._worklists = Worklists(record, self.directory)
        self.inboxes = Inboxes(record)
        self.promises = Promises(record, self.directory)
        self._follow(record)
        self.post_changes = PostNews(record)
        self.colleagues = Colleagues(record, self.directory)
        self.switches = Switches(record)
        self._preview = Preview(record, self._access)
        self.watcher = Watcher(record, self._access, self.directory, keys, self._relations)
        self.reminders = Reminders(record, self._access, self.directory)
        self._sources = Sources(record, self._access, self.directory)
        self.receiving = Receiving(self._access, self._opening, self._relations, new_id)
        self.representatives = WhoRepresents(self._access, self._reading, self._relations)
        self.enrolment_requests = Asking(record, self.directory, new_id)
        self.enrolment_decisions = Deciding(record, self._access, self.directory, self._opening, self._relations, new_id)
        timebooks = Timebooks(record)
        self.booking = Booking(record, self._access, self._reading, timebooks, new_id)
        self.booking_says = Saying(record, self._access, self._reading, timebooks, new_id)
        self.short_notice = ShortNotice(record, self._access, self._reading, timebooks)
        self.booking_answers = Answering(record, self._access, self._reading, timebooks, new_id)
        self.timebook = Keeping(record, timebooks)
        self.closing = Closing(record, timebooks, new_id)
        self.reconciling, self.drifts = Reconciling(record), Settling(record)
        self.freeing = Freeing(record, self.drifts, timebooks)
        self.taking_back = TakingBack(record, self._access, self._reading)
        self.policies = self._access.policies
        self._choosing = Choosing(record, self.directory, self.policies)
        self.clients = ClientGate(record, self._access, self._opening, self.directory, requirements)

    def _follow(self, record: Record) -> None:
        """Join what reads the news of messages, appointments and referrals, for whoever tells people of it."""
        self.receivers = Receivers(record, self._access, self._representing)
        self.arrivals = News(record, Arrivals(record, self.receivers), each_once)
        self.booking_changes = News(record, BookingChanges(record, self.receivers, self.directory))
        self.referral_changes = News(record, ReferralChanges(record, self.receivers, self.directory))

    async def open_own(self, actor: Actor, number: PersonNumber, now: Instant) -> Visit | Refused:
        """Open a citizen's own record, for as long as her session lasts.

        number: the national number she logged in with. Returns the visit, whose actor has her name as the record knows it; or the no:
        there is no record, she is too young, her age is unknown … Both are logged where there is a record."""
        return self._resuming.remember(await self._opening.own(actor, number, now))

    async def find(self, actor: Actor, number: PersonNumber, now: Instant) -> FoundPatient | Refused:
        """Find a patient for a clinician by national number, which is logged in the patient's log.

        Returns what is needed to see that it is the right person, the visit id to `open` with, and, for a record that the patient has
        shielded whole, the no that only an emergency opens."""
        return await self._opening.find(actor, number, now)

    async def found(self, actor: Actor, owner: Owner, visit_id: UUID, now: Instant) -> FoundPatient | None:
        """Take up a patient this clinician found at most 15 minutes ago and has not opened; None for anything else."""
        return await self._opening.found(actor, owner, visit_id, now)

    async def open(self, actor: Actor, owner: Owner, ground: Ground, now: Instant, *, visit_id: UUID | None = None) -> Visit | Refused:
        """Open a patient's record for a clinician, for sixty minutes, with the attestation in the log.

        ground: from `grounds.staff_ground`. visit_id: that of `find`, so that both are one line. Whether the clinician herself is the only
        source of the need (`user_selected`) is decided here, by what contacts the record knows. Returns the visit or the no."""
        return self._resuming.remember(await self._opening.staff(actor, owner, ground, now, visit_id))

    async def open_delivery(self, actor: Actor, owner: Owner, now: Instant, *, visit_id: UUID | None = None) -> Visit | Refused:
        """Open a record for a system that delivers into it.

        owner: also a new one, from `new_owner`. visit_id: shared by processes that deliver together, so that they are one line."""
        return self._resuming.remember(await self._opening.delivery(actor, owner, now, visit_id))

    async def resume(self, visit_id: UUID, owner: Owner, actor: Actor, now: Instant) -> Visit | None:
        """Find a visit again by its id; None when it is over, closed, another's or unknown."""
        return await self._resuming.resume(visit_id, owner, actor, now)

    async def close(self, visit: Visit, now: Instant) -> None:
        """End a visit before its time: at logout, or when the clinician goes to another patient."""
        await self._resuming.close(visit, now)

    async def knock(self, actor: Actor, type_: str, id_: str, now: Instant) -> Refused:
        """Answer somebody who asks for a resource outside any visit to its record: always the same no, logged with whom it concerns."""
        await self._opening.knock(actor, type_, id_, now)
        return Refused(OUTSIDE)

    async def read(self, visit: Visit, type_: str, id_: str, now: Instant) -> Stored | Refused | None:
        """Read the version that stands.

        Returns it; None when there is none, when it is another patient's (which is logged there), or when a rule that may not be told
        closes it; Refused with the reason otherwise."""
        return await self._reading.read(visit, type_, id_, now)

    async def vread(self, visit: Visit, type_: str, id_: str, version: int, now: Instant) -> Stored | Refused | None:
        """Read one version. Returns as `read`."""
        return await self._reading.vread(visit, type_, id_, version, now)

    async def history(
        self, visit: Visit, type_: str | None, id_: str | None, now: Instant, page: Page = FIRST_PAGE
    ) -> Found | Refused | Problem:
        """List versions, newest first: of one resource, of a type (id None), or of the whole record (both None)."""
        return await self._reading.history(visit, type_, id_, now, page)

    async def search(self, visit: Visit, query: Query, now: Instant) -> Found | Refused | Problem:
        """Search the visit's record: what may not be seen is not found, and not counted."""
        return await self._reading.search(visit, query, now)

    async def content(self, visit: Visit, document_id: str, url: str, now: Instant) -> Stored | Refused | None:
        """Read the content of a document.

        url: as the DocumentReference's attachment says it (`Binary/x`). Returns the Binary, as `read`."""
        return await self._contents.read(visit, document_id, url, now)

    async def withheld(self, visit: Visit, now: Instant) -> tuple[Withheld, ...]:
        """List the documents a citizen may know of but not yet read: when, from whom and why, never what."""
        return await self._withheld.of(visit, now)

    async def shielded(self, visit: Visit, now: Instant) -> int | None:
        """Count the documents the patient has shielded from the clinician of a visit, and that nothing else closes.

        None where the nation has chosen that personnel do not learn of shields, in an emergency, and for everybody but personnel."""
        return await self._shielded.count(visit, now)

    async def why(self, visit: Visit, stored: Stored, now: Instant) -> Decision:
        """Say how every rule votes on one resource in this visit, with reasons and law."""
        return await self._reading.why(visit, stored, now)

    async def write(self, visit: Visit, writes: Sequence[Write], now: Instant) -> tuple[Written, ...] | Conflict | Refused:
        """Append versions, all or none.

        writes: bodies validated before. Personnel write for their own organisation and change only its resources."""
        return await self._writing.write(visit, writes, now)

    async def write_directory(self, actor: Actor, writes: Sequence[Write], now: Instant) -> tuple[Written, ...] | Conflict | Refused:
        """Append to the directories and catalogues: only systems of a known organisation."""
        answer = await self._writing.write_directory(actor, writes, self._new_id(), now)
        self.directory.forget()
        return answer

    async def locate(self, type_: str, id_: str) -> Owner | None:
        """Say whose record an id is in, for a system that delivers there; None for an id nobody has used."""
        return await self._record.locate(type_, id_)

    async def find_whose(self, actor: Actor, type_: str, identifier: tuple[str, str], now: Instant, visit_id: VisitIdOf) -> Owner | None:
        """Find whose record has a resource with an identifier, for a system that delivers there: logged in the record that was found.

        identifier: system and value. visit_id: names the visit to the record found."""
        return await self._opening.find_whose(actor, type_, identifier, now, visit_id)

    async def patient_in(self, owner: Owner) -> str | None:
        """Say the id of the Patient whose record this is, for a system that delivers there; None while there is none."""
        known = (await self._access.known(owner)).patient.patient_id
        return known or (await self._access.learn(owner)).patient.patient_id

    def new_owner(self) -> Owner:
        """Draw the key of a new patient's record."""
        return self._record.new_owner()

    async def choices(self, now: Instant) -> tuple[Chosen, ...]:
        """List what the nation and the trusts have chosen about access: what holds today and what is to come, for anybody to read."""
        return await chosen(self.policies, self.directory, now)

    async def my_log(
        self, visit: Visit, now: Instant, *, wanted: LogFilter = EVERYTHING, before: int | None = None, count: int = 20
    ) -> LogPage | Refused:
        """Show a citizen who has been in her record, newest first, one line for each visit. Looking is itself logged.

        before: `next` of the page before. count: lines on a page."""
        return await self._log.page(visit, wanted, now, before, count)

    async def my_line(self, visit: Visit, of: UUID, now: Instant) -> VisitLine | Refused | None:
        """Show one line of a citizen's log; None when there is no such line. Looking is itself logged."""
        return await self._log.line(visit, of, now)

    async def proof(self, visit: Visit, of: UUID, now: Instant) -> dict[str, Any] | Refused | None:
        """Prove one line of a citizen's own log.

        of: the line's visit. Returns the JSON object of the file that `check_proof.py` reads; None when there is no such line."""
        return await self._log.proof(visit, of, now)
