"""The pages anyone may read without logging in."""

from innsyn.web import Answer, Need, OpenCall, View, page


@page("/", need=Need.OPEN, title="front.title")
async def front(call: OpenCall) -> Answer:
    """Say what this is and how to get in; the sandbox puts its test logins here."""
    return View("front/front.html", {"blocks": await call.blocks(), "actor": call.actor})


@page("/about", need=Need.OPEN, title="front.about.title")
async def about(call: OpenCall) -> Answer:  # noqa: ARG001 - every handler is given its call
    """Say what Innsyn is and how it works."""
    return View("front/about.html")


@page("/privacy", need=Need.OPEN, title="front.privacy.title")
async def privacy(call: OpenCall) -> Answer:  # noqa: ARG001 - every handler is given its call
    """Say what is kept about whoever uses this, and what rights one has."""
    return View("front/privacy.html")


@page("/accessibility", need=Need.OPEN, title="front.accessibility.title")
async def accessibility(call: OpenCall) -> Answer:  # noqa: ARG001 - every handler is given its call
    """Say how well this can be used by everyone, and whom to tell when it cannot."""
    return View("front/accessibility.html")
