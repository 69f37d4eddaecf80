"""What personnel in a visit see of the patient's diagnoses."""

from innsyn.features.diagnoses import views
from innsyn.web import Answer, Need, VisitCall, page


@page("/desk/visit/{visit}/diagnoses", need=Need.STAFF_VISIT, title="diagnoses.title")
async def diagnoses(call: VisitCall) -> Answer:
    """Show what everyone who shares here has recorded."""
    return await views.listed(call, call.here("/diagnoses"))
