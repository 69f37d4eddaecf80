"""The entrance as the web layer sees it: a block on the open front page."""

from collections.abc import Sequence
from typing import Literal

from innsyn.sandbox.simulators.openid.people import SimulatedPerson, person_with_key
from innsyn.web import Feature, FrontBlock, OpenCall, View

_SHOWN = 8
"""How many of each kind stand in sight; the others are a press away."""


def entrance(people: Sequence[SimulatedPerson]) -> Feature:
    """Make the feature. people: everyone who can log in at the simulators; those of the cast are shown, citizens first."""
    cast = [person for person in people if person.is_cast]
    citizens = [person for person in cast if not person.employments]
    staff = [person for person in cast if person.employments]

    async def logins(call: OpenCall) -> View | None:
        return None if call.actor else View("entrance/logins.html", {"citizens": citizens, "staff": staff, "shown": _SHOWN})

    return Feature(package="innsyn.sandbox.entrance", blocks=(FrontBlock(key="test-logins", order=10, render=logins),))


class CastHints:
    """Implements `web.arrivals.Hints`: through which door a key comes."""

    def __init__(self, people: Sequence[SimulatedPerson]) -> None:
        """people: everyone who can log in; looked through at each question, since a load brings in new ones."""
        self._people = people

    def door_of(self, hint: str) -> Literal["citizen", "staff"] | None:
        """Say the door of a key, None when there is no such person. What follows a colon is the eID to log in with, and the provider's."""
        person = person_with_key(self._people, hint.partition(":")[0])
        return None if person is None else "staff" if person.employments else "citizen"
