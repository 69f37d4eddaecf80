"""A good login becomes a session: always a new token, whatever cookie the browser came with (session fixation)."""

from innsyn.kernel.clock import Instant
from innsyn.web.arrivals import CitizenArrival, StaffArrival
from innsyn.web.doors import CitizenLogin, StaffLogin
from innsyn.web.sessions.envelope import RandomBytes
from innsyn.web.sessions.session import OpenVisit, Session

TOKEN_BYTES = 32


def new_token(random_bytes: RandomBytes) -> str:
    """Make an unguessable token of 256 bits."""
    return random_bytes(TOKEN_BYTES).hex()


def citizen_session(login: CitizenLogin, arrival: CitizenArrival, *, csrf: str, now: Instant) -> Session:
    """Make the session of a citizen who stands in her own record."""
    return Session(
        actor=arrival.actor,
        csrf=csrf,
        visits=(OpenVisit(arrival.visit.id, arrival.visit.owner),),
        opened_at=now,
        provider_sid=login.sid,
        id_token=login.id_token,
        locale=arrival.locale or login.locale,
    )


def staff_session(login: StaffLogin, arrival: StaffArrival, *, csrf: str, posts_stamp: int, now: Instant) -> Session:
    """Make the session of a health worker who has chosen no patient yet. posts_stamp: the store's before her posts were asked for."""
    return Session(
        actor=arrival.actor,
        csrf=csrf,
        opened_at=now,
        provider_sid=login.sid,
        id_token=login.id_token,
        bound_token=login.token.access_token,
        bound_key=login.token.dpop_key.decode(),
        bound_until=login.token.expires_at,
        posts=arrival.posts,
        posts_stamp=posts_stamp,
        locale=arrival.locale or login.locale,
    )
