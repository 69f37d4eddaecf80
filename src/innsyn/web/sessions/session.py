"""A session: who is logged in, which visits are open, and the secrets that belong to it. Lives on the server only."""

from dataclasses import dataclass, field, replace
from uuid import UUID

from innsyn.gate.visit import Actor, Visit
from innsyn.kernel.clock import Instant


@dataclass(frozen=True, slots=True)
class OpenVisit:
    """A visit this session may use: its id and the owner by which the gate finds it again."""

    id: UUID
    owner: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Session:
    """One login in one browser.

    csrf: the synchroniser token of its forms. visits: newest last; a citizen's first one is her own record.
    provider_sid, id_token: of the identity provider's session, for ending both together.
    bound_token, bound_key: personnel's access token and the private key it is bound to. locale: chosen language, empty when none."""

    actor: Actor
    csrf: str = field(repr=False)
    visits: tuple[OpenVisit, ...] = ()
    opened_at: Instant
    provider_sid: str = field(default="", repr=False)
    id_token: str = field(default="", repr=False)
    bound_token: str = field(default="", repr=False)
    bound_key: str = field(default="", repr=False)
    bound_until: Instant | None = None
    locale: str = ""

    def with_visit(self, visit: Visit) -> "Session":
        """Say the session with `visit` among its open ones, keeping the twenty newest."""
        others = tuple(each for each in self.visits if each.id != visit.id)
        return replace(self, visits=(*others[-19:], OpenVisit(visit.id, visit.owner)))

    def without_visit(self, visit_id: UUID) -> "Session":
        """Say the session without that visit."""
        return replace(self, visits=tuple(each for each in self.visits if each.id != visit_id))

    def visit(self, visit_id: UUID) -> OpenVisit | None:
        """Say the open visit with that id, or None when it is not this session's."""
        return next((each for each in self.visits if each.id == visit_id), None)


@dataclass(frozen=True, slots=True)
class Living:
    """A session found alive. ends_at: when it ends if nothing more is asked."""

    session: Session
    ends_at: Instant
