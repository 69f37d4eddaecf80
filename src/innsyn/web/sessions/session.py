"""A session: who is logged in, which visits are open, and the secrets that belong to it. Lives on the server only."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from uuid import UUID

from innsyn.gate.visit import Actor, Role, Visit
from innsyn.kernel.clock import Instant


@dataclass(frozen=True, slots=True)
class OpenVisit:
    """A visit this session may use: its id and the owner by which the gate finds it again.

    role: says whether a citizen is in her own record, without asking the gate."""

    id: UUID
    owner: int
    role: Role = "self"


@dataclass(frozen=True, kw_only=True, slots=True)
class Session:
    """One login in one browser.

    csrf: the synchroniser token of its forms. visits: newest last; a citizen's first one is her own record.
    provider_sid, id_token: of the identity provider's session, for ending both together.
    bound_token, bound_key: personnel's access token and the private key it is bound to. locale: chosen language, empty when none.
    drafts: what was filled in of forms of several steps, by the form's name; gone when the session ends.
    posts: those personnel held when the store's stamp of posts was `posts_stamp`, for what menus show; whether they may, is asked anew."""

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
    drafts: Mapping[str, Mapping[str, str]] = field(default_factory=dict, repr=False)
    posts: tuple[str, ...] = ()
    posts_stamp: int = 0

    def with_visit(self, visit: Visit) -> "Session":
        """Say the session with `visit` among its open ones, keeping the twenty newest, and a citizen's visit to her own record."""
        others = tuple(each for each in self.visits if each.id != visit.id)
        own = tuple(each for each in others[:-19] if each.role == "self")
        return replace(self, visits=(*own, *others[-19:], OpenVisit(visit.id, visit.owner, visit.role)))

    def without_visit(self, visit_id: UUID) -> "Session":
        """Say the session without that visit."""
        return replace(self, visits=tuple(each for each in self.visits if each.id != visit_id))

    def at_home(self) -> "Session":
        """Say a citizen's session with nothing open but her own record."""
        return replace(self, visits=tuple(each for each in self.visits if each.role == "self"))

    def with_draft(self, name: str, fields: Mapping[str, str] | None) -> "Session":
        """Say the session with a form's draft in place of what it had. fields: None forgets it."""
        others = {each: kept for each, kept in self.drafts.items() if each != name}
        return replace(self, drafts=others if fields is None else {**others, name: dict(fields)})

    def visit(self, visit_id: UUID) -> OpenVisit | None:
        """Say the open visit with that id, or None when it is not this session's."""
        return next((each for each in self.visits if each.id == visit_id), None)


@dataclass(frozen=True, slots=True)
class Living:
    """A session found alive. ends_at: when it ends if nothing more is asked. posts_stamp: the store's stamp of posts just now.

    read: what the store held when it was found, by which it knows whether it has changed since."""

    session: Session
    ends_at: Instant
    posts_stamp: int = 0
    read: bytes = field(default=b"", repr=False)
