"""Being told: the system's Subscriptions at the platform, which knock at its address when there is something to fetch.

Nothing of a message comes with a knock: it is fetched with a token. Source: FHIR R4 4.0.1, subscription.html (rest-hook without payload).
"""

from collections.abc import Sequence

from innsyn.kernel.systems import DIALOGUE
from innsyn.sandbox.simulators.clinic_system.interface import Interface, Json

CRITERIA: Sequence[str] = (
    f"Communication?status=in-progress&category={DIALOGUE}|from-citizen",
    f"Task?code={DIALOGUE}|&status=requested,cancelled",
    "Appointment?status=pending,cancelled",
)
"""New messages to the organisation, conversations that begin or are taken back, bookings likewise. Only what it keeps is told of."""

_REASON = "the office's own system follows what patients write"
_FOLLOWED = ("requested", "active", "error")


async def follow(interface: Interface, endpoint: str) -> None:
    """See to it that there is one Subscription for each criterion, and that none has given up. endpoint: where to knock."""
    standing = {each.get("criteria"): each for each in await interface.search("Subscription", {"url": endpoint})}
    for criterion in CRITERIA:
        known = standing.get(criterion)
        if known is None or known["status"] not in _FOLLOWED:
            await interface.create(_subscription(criterion, endpoint))
        elif known["status"] == "error":
            await interface.put({**known, "status": "requested"})


def _subscription(criterion: str, endpoint: str) -> Json:
    return {
        "resourceType": "Subscription",
        "status": "requested",
        "reason": _REASON,
        "criteria": criterion,
        "channel": {"type": "rest-hook", "endpoint": endpoint},
    }
