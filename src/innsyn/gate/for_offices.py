"""The gate's part for those who treat nobody: registrars, privacy officers, keepers of policies, and lists of what waits.

Source: docs/spec/access.md#AC-16, #AC-17.
"""

from innsyn.gate.choosing import Choosing
from innsyn.gate.dialogue.opening import ConversationOpening
from innsyn.gate.directory import Directory
from innsyn.gate.offices import Offices
from innsyn.gate.posts import Post, posts_of
from innsyn.gate.refused import Refused
from innsyn.gate.resuming import Resuming
from innsyn.gate.rules.policy import Policy
from innsyn.gate.tasks import Task, posts_shown
from innsyn.gate.visit import Actor, Visit
from innsyn.gate.worklists import Counted, Wanted, Worklists
from innsyn.kernel.clock import Instant
from innsyn.kernel.ids import PersonNumber
from innsyn.kernel.outcome import Problem
from innsyn.kernel.systems import ACCESS_FACT
from innsyn.record.stored import Found, Owner


class ForOffices:
    """A part of `Gate`, which puts these together."""

    directory: Directory
    _choosing: Choosing
    _conversations: ConversationOpening
    _offices: Offices
    _resuming: Resuming
    _worklists: Worklists

    async def posts(self, actor: Actor) -> tuple[Post, ...]:
        """List the posts without a patient that an actor holds where she has logged in."""
        return await posts_of(self.directory, actor)

    async def posts_shown(self, actor: Actor) -> tuple[Task, ...]:
        """List what else than treating an actor has to do where she has logged in, for what is shown to her."""
        return await posts_shown(self.directory, actor)

    async def is_held(self, post: Post, organisation: str) -> bool:
        """Say whether anybody holds a post in an organisation, so that what is asked of it there is answered. organisation: its number."""
        return await self.directory.is_held((ACCESS_FACT, post), organisation)

    async def open_registration(self, actor: Actor, number: PersonNumber, now: Instant) -> Visit | Refused:
        """Open a record by national number to register a power of attorney given on paper. Only for registrars."""
        return self._resuming.remember(await self._offices.registration(actor, number, now))

    async def open_review(self, actor: Actor, owner: Owner, question: str, now: Instant) -> Visit | Refused:
        """Open a record to answer a question about one access. question: `Task/id`. Only for privacy officers."""
        return self._resuming.remember(await self._offices.review(actor, owner, question, now))

    async def open_conversation(self, actor: Actor, owner: Owner, conversation: str, now: Instant) -> Visit | Refused:
        """Open a record because the patient has written, to read and to answer. conversation: `Task/id`.

        Only for personnel with a need in the organisation that keeps it, while it is open and thirty days after."""
        return self._resuming.remember(await self._conversations.of(actor, owner, conversation, now))

    async def worklist(self, actor: Actor, wanted: Wanted, now: Instant) -> Found | Refused | Problem:
        """List the tasks that wait for an actor's organisation, over all records; logged in each that is shown."""
        return await self._worklists.of(actor, wanted, now)

    async def worklist_count(self, actor: Actor, now: Instant) -> Counted | Refused:
        """Count the conversations that wait for an actor's organisation, 99 at most, what was promised first first.

        Nobody's task is shown, so that it stands in nobody's log."""
        return await self._worklists.count(actor, now)

    async def choose_policy(self, actor: Actor, policy: Policy, now: Instant) -> Policy | Refused:
        """Let a trust choose its access policy from a day to come. Only for who keeps the policy of the organisation she logged in for."""
        return await self._choosing.choose(actor, policy, now)

    async def reviews(self, actor: Actor, now: Instant) -> Found | Refused | Problem:
        """List the decisions to withhold something that an actor has been asked to look at again, over all records."""
        return await self._worklists.reviews(actor, now)
