"""What waits for somebody in an organisation: the tasks that patients and wards have sent it, over all records.

A list shows the task and nothing else of the record; each patient whose task is shown finds in her log who looked at the list.
Source: docs/spec/access.md#AC-17.
"""

from dataclasses import dataclass
from typing import Literal
from uuid import UUID, uuid5

from innsyn.gate.directory import Directory
from innsyn.gate.grounds import ACCESS_REVIEW
from innsyn.gate.offices import NO_POST
from innsyn.gate.posts import PRIVACY_OFFICER, REGIONAL_OFFICE, Post, holds
from innsyn.gate.refused import Refused
from innsyn.gate.rules.access_facts import ACCESS_QUESTION, ENROLMENT, HIDE_REQUEST, IS_WITHHOLDING, is_task
from innsyn.gate.rules.dialogue_facts import KINDS, is_conversation
from innsyn.gate.rules.dialogue_facts import Kind as Conversation
from innsyn.gate.rules.professions import PROFESSIONS, WITHOUT_NEED
from innsyn.gate.standing.conversations import TAKEN_BY
from innsyn.gate.standing.withholdings import REVIEWER
from innsyn.gate.visit import Actor, Ground
from innsyn.gate.visit_log import actor_detail, ground_detail
from innsyn.kernel.clock import Instant, norwegian_date
from innsyn.kernel.outcome import Problem
from innsyn.kernel.systems import ACCESS_FACT, HER_ID, ORGANISATION_NUMBER
from innsyn.record.condition import AllOf, Condition, FromCustodian
from innsyn.record.entry import Action, Entry
from innsyn.record.query import (
    Clause,
    CompositeIs,
    Query,
    ReferenceIs,
    ReferencePart,
    TokenIs,
    TokenPart,
    Without,
)
from innsyn.record.record import Record
from innsyn.record.stored import Found

DIALOGUE_LIST: Literal["dialogue"] = "dialogue"
Kind = Literal["hide-request", "access-question", "enrolment", "dialogue"]
Order = Literal["newest", "promised"]

_FOR: dict[str, Post | None] = {ACCESS_QUESTION: PRIVACY_OFFICER, ENROLMENT: REGIONAL_OFFICE, HIDE_REQUEST: None, DIALOGUE_LIST: None}
"""Which post a list is for; None: any clinician of the organisation with a need."""

CONTACT, STANDING = "restriction-recipient", "owner-status"
"""Search parameters of ours: whom a conversation is with, how far it has come with one organisation."""

NOBODY = ""
"""Instead of a number: conversations that nobody has."""

MOST_COUNTED = 99
"""So many that wait are counted: more is told as more, and costs no more."""

_MOST = 200
_LISTS = UUID("7d0a1c52-6f0b-5b3e-9c39-1c7f4e6a2b90")
_WORK = Ground(purpose="HOPERAT", basis="gate.basis.worklist", user_selected=False)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which tasks. statuses: FHIR task-status codes. count, after: as of a search.

    Of conversations only: order: `promised` lists what waits for the organisation and nothing else, what is to be answered first standing
    first, and last what nothing is promised for; conversations: kinds, empty for all. contacts: HER-ids on level two, empty for all.
    taken_by: HPR number of who has it, `NOBODY`, None for whoever."""

    kind: Kind
    statuses: tuple[str, ...] = ("requested", "received", "accepted", "in-progress")
    count: int = 50
    after: str | None = None
    order: Order = "newest"
    conversations: tuple[Conversation, ...] = ()
    contacts: tuple[str, ...] = ()
    taken_by: str | None = None

    @property
    def is_dialogue(self) -> bool:
        """Say whether it is a list of conversations."""
        return self.kind == DIALOGUE_LIST


@dataclass(frozen=True, slots=True)
class Counted:
    """How many conversations wait, and how many of them longer than was promised. is_more: there are more than were counted."""

    waiting: int
    late: int
    is_more: bool


class Worklists:
    """of."""

    def __init__(self, record: Record, directory: Directory) -> None:
        """directory: says who holds a post."""
        self._record, self._directory = record, directory

    async def of(self, actor: Actor, wanted: Wanted, now: Instant) -> Found | Refused | Problem:
        """List what waits for an actor's organisation. See `Gate.worklist`."""
        if not await self._may(actor, _FOR[wanted.kind]) or actor.organisation is None:
            return Refused(NO_POST)
        ground = ACCESS_REVIEW if wanted.kind == ACCESS_QUESTION else _WORK
        entry = _entry(actor, wanted.kind, ground, now)
        narrow = _kept_by(actor.organisation, wanted)
        query = Query(("Task",), _clauses(wanted, actor.organisation), count=wanted.count, after=wanted.after)
        if wanted.order == "promised":
            return await self._record.waiting.listed(actor.organisation, query, narrow, entry)
        found = await self._record.search(owner=None, query=query, narrow=narrow, stamp=None, entry=entry)
        if isinstance(found, Found | Problem):
            return found
        raise TypeError("a question to all records stands on no one patient's facts")

    async def count(self, actor: Actor, now: Instant) -> Counted | Refused:
        """Count the conversations that wait. See `Gate.worklist_count`."""
        if not await self._may(actor, None) or actor.organisation is None:
            return Refused(NO_POST)
        narrow = _kept_by(actor.organisation, Wanted(DIALOGUE_LIST))
        promised = await self._record.waiting.promised(actor.organisation, Query(("Task",), count=MOST_COUNTED + 1), narrow)
        first = promised[:MOST_COUNTED]
        return Counted(len(first), sum(each is not None and each <= now for each in first), len(promised) > MOST_COUNTED)

    async def reviews(self, actor: Actor, now: Instant) -> Found | Refused | Problem:
        """List the decisions to withhold that an actor has been asked to look at again. See `Gate.reviews`."""
        if not await self._may(actor, None) or actor.organisation is None or actor.hpr is None:
            return Refused(NO_POST)
        entry = _entry(actor, "review", _WORK, now)
        narrow = AllOf((IS_WITHHOLDING, FromCustodian(frozenset({actor.organisation}))))
        query = Query(("Flag",), (TokenIs("identifier", ((REVIEWER, actor.hpr),)),), count=_MOST)
        found = await self._record.search(owner=None, query=query, narrow=narrow, stamp=None, entry=entry)
        if isinstance(found, Found | Problem):
            return found
        raise TypeError("a question to all records stands on no one patient's facts")

    async def _may(self, actor: Actor, post: Post | None) -> bool:
        if post is not None:
            return await holds(self._directory, actor, post)
        has_need = actor.profession in PROFESSIONS and actor.profession not in WITHOUT_NEED
        return actor.kind == "staff" and actor.level == "high" and has_need


def _kept_by(organisation: str, wanted: Wanted) -> Condition:
    """Say whose tasks of which kind. Kinds of conversation stand here and in no clause: a search that started from one would begin with
    every conversation there is."""
    tasks = is_conversation(*(wanted.conversations or KINDS)) if wanted.is_dialogue else is_task(wanted.kind)
    return AllOf((tasks, FromCustodian(frozenset({organisation}))))


def _clauses(wanted: Wanted, organisation: str) -> tuple[Clause, ...]:
    """Say which tasks. A list of conversations starts from those of one organisation in one state, however many others there are."""
    if not wanted.is_dialogue:
        statuses = TokenIs("status", tuple((None, status) for status in wanted.statuses))
        return (TokenIs("code", ((ACCESS_FACT, wanted.kind),)), statuses)
    owner = ReferencePart(f"{ORGANISATION_NUMBER}|{organisation}")
    standing = CompositeIs(STANDING, tuple((owner, TokenPart(None, status)) for status in wanted.statuses))
    contacts = [ReferenceIs(CONTACT, tuple(f"{HER_ID}|{contact}" for contact in wanted.contacts))] if wanted.contacts else []
    return (standing, *contacts, *_taken(wanted.taken_by))


def _taken(by: str | None) -> tuple[Clause, ...]:
    if by is None:
        return ()
    has_it = TokenIs("identifier", ((TAKEN_BY, by or None),))
    return (Without(has_it),) if by == NOBODY else (has_it,)


def _entry(actor: Actor, list_: str, ground: Ground, now: Instant) -> Entry:
    """Make the entry of a look at a list: one line a day in the log of each patient, however often somebody looks."""
    visit = uuid5(_LISTS, f"{actor.key}/{list_}/{norwegian_date(now)}")
    return Entry(visit, now, Action.SEARCH, {"actor": actor_detail(actor), "ground": ground_detail(ground)})
