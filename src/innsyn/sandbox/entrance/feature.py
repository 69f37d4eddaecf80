"""The entrance as the web layer sees it: a block on the open front page."""

from collections.abc import Sequence
from typing import Literal

from innsyn.sandbox.simulators.openid.people import SimulatedPerson
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
        """people: everyone who can log in."""
        self._doors: dict[str, Literal["citizen", "staff"]] = {
            person.key: "staff" if person.employments else "citizen" for person in people
        }

    def door_of(self, hint: str) -> Literal["citizen", "staff"] | None:
        """Say the door of a key, None when there is no such person. What follows a colon is the eID to log in with, and the provider's."""
        return self._doors.get(hint.partition(":")[0])
