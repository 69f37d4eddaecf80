"""The citizen's first page after login."""

from innsyn.web import Answer, CitizenCall, Need, View, page


@page("/my-health", need=Need.CITIZEN, title="overview.title")
async def overview(call: CitizenCall) -> Answer:
    """Show what other slices have put on the overview, each block with its own source and age."""
    return View("overview/page.html", {"blocks": await call.blocks()})
