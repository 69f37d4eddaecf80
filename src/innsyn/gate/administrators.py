"""Who looks after an organisation's machine clients: whom the directory gives such a post there, and nobody else.

HelseID tells who somebody is and for which organisation she has logged in, not what she does there. The directory does: a
PractitionerRole with HL7's code `ict`. Somebody without HPR number is not in the directory by any number a login has, and is refused.
Source: docs/adr/0019-authorization-server.md; docs/spec/clients.md#CLI-1.
"""

from innsyn.gate.directory import Directory
from innsyn.gate.visit import Actor
from innsyn.kernel.ids import is_organisation_number
from innsyn.kernel.systems import PRACTITIONER_ROLE

ICT_POST = (PRACTITIONER_ROLE, "ict")


async def administered_organisation(directory: Directory, actor: Actor) -> str | None:
    """Say the number of the organisation whose clients an actor may administer: the one she logged in for, or None."""
    if actor.kind != "staff" or actor.level != "high" or actor.hpr is None or actor.organisation is None:
        return None
    personnel = await directory.personnel(actor.hpr)
    if personnel is None or not is_organisation_number(actor.organisation):
        return None
    return actor.organisation if await directory.holds_post(personnel, ICT_POST, actor.organisation) else None
