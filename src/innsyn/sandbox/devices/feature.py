"""The sandbox's telephones and mailboxes as the web layer sees them: pages by a short key, and a line on the open front page."""

from collections.abc import Sequence

from innsyn.sandbox.devices.owners import Owner
from innsyn.sandbox.simulators.mailbox import Letters
from innsyn.sandbox.simulators.telephone import Messages
from innsyn.web import ABSENT, Answer, Feature, FrontBlock, Need, OpenCall, View, page

HOME = "/sandbox/devices"
_SHOWN = 50


def devices(owners: Sequence[Owner], messages: Messages, letters: Letters) -> Feature:
    """Make the feature. owners: whose telephones and mailboxes can be looked at. messages, letters: what arrived."""
    by_key = {owner.key: owner for owner in owners}
    shown = [owner for owner in owners if owner.is_cast]

    @page(HOME, need=Need.OPEN, title="devices.title")
    async def everybody(call: OpenCall) -> Answer:  # noqa: ARG001 - every handler is given it
        """List the cast's telephones and mailboxes."""
        return View("devices/everybody.html", {"owners": shown})

    @page("/sandbox/telephone/{key}", need=Need.OPEN, title="devices.telephone.title")
    async def telephone(call: OpenCall, key: str) -> Answer:  # noqa: ARG001
        """Show one telephone."""
        owner = by_key.get(key)
        if owner is None or not owner.phone:
            return ABSENT
        return View("devices/telephone.html", {"owner": owner, "messages": messages.to(owner.phone)[:_SHOWN]})

    @page("/sandbox/mailbox/{key}", need=Need.OPEN, title="devices.mailbox.title")
    async def mailbox(call: OpenCall, key: str) -> Answer:  # noqa: ARG001
        """Show one mailbox."""
        owner = by_key.get(key)
        if owner is None or not owner.email:
            return ABSENT
        return View("devices/mailbox.html", {"owner": owner, "letters": letters.to(owner.email)[:_SHOWN]})

    async def way_in(call: OpenCall) -> View | None:
        return None if call.actor else View("devices/way_in.html", {"home": HOME})

    front = FrontBlock(key="devices", order=20, render=way_in)
    return Feature(package="innsyn.sandbox.devices", pages=(everybody, telephone, mailbox), blocks=(front,))
