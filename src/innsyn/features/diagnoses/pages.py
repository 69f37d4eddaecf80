"""What the citizen sees of diagnoses."""

from innsyn.features.diagnoses import views
from innsyn.web import Answer, CitizenCall, Need, page

HOME = "/diagnoses"


@page(HOME, need=Need.CITIZEN, title="diagnoses.title")
async def diagnoses(call: CitizenCall) -> Answer:
    """Show what hospitals, general practitioners and others have recorded."""
    return await views.listed(call, HOME)
