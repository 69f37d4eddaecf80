"""What happens between a good login and the first page: the login becomes an actor, and a citizen's own record is opened."""

from innsyn.gate.gate import Gate
from innsyn.gate.refused import Refused
from innsyn.kernel.clock import Instant
from innsyn.web.arrivals import CitizenArrival, NotAdmitted, StaffArrival
from innsyn.web.doors import CitizenLogin, StaffLogin
from innsyn.web.preferences import Preferences


class Arriving:
    """Implements `web.arrivals.Arrivals`. Both doors have checked the level: what comes here is level high."""

    def __init__(self, gate: Gate, preferences: Preferences) -> None:
        """gate: opens the record. preferences: which language a person has asked for."""
        self._gate, self._preferences = gate, preferences

    async def citizen(self, login: CitizenLogin, *, now: Instant) -> CitizenArrival | NotAdmitted:
        """Open the citizen's visit to her own record."""
        actor = self._gate.actors.citizen(login.person_number, level="high")
        visit = await self._gate.open_own(actor, login.person_number, now)
        if isinstance(visit, Refused):
            return NotAdmitted(visit.verdict)
        preference = await self._preferences.of(actor.key)
        return CitizenArrival(actor=visit.actor, visit=visit, locale=preference.locale)

    async def staff(self, login: StaffLogin, *, now: Instant) -> StaffArrival | NotAdmitted:  # noqa: ARG002 - the protocol's
        """Say who the health worker is, for the organisation she has chosen, and what posts she holds there."""
        actor = await self._gate.actors.staff(
            login.person_number,
            name=login.name,
            hpr=login.hpr_number,
            legal_entity=login.workplace.legal_entity,
            point_of_care=login.workplace.point_of_care,
            level="high",
        )
        return StaffArrival(actor=actor, locale="", posts=await self._gate.posts_shown(actor))
