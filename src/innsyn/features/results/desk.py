"""What personnel in a visit see of the patient's results."""

from innsyn.features.results import views
from innsyn.web import Answer, Need, VisitCall, page

_HOME = "/desk/visit/{visit}/results"


@page(_HOME, need=Need.STAFF_VISIT, title="results.title")
async def results(call: VisitCall) -> Answer:
    """Show the latest of each analysis."""
    return await views.listed(call, call.here("/results"))


@page(f"{_HOME}/{{result_id}}", need=Need.STAFF_VISIT, title="results.one", asks_for="Observation")
async def result(call: VisitCall, result_id: str) -> Answer:
    """Show one analysis over time."""
    return await views.followed(call, call.here("/results"), result_id)


@page(f"{_HOME}/reports/{{report_id}}", need=Need.STAFF_VISIT, title="results.report", asks_for="DiagnosticReport")
async def report(call: VisitCall, report_id: str) -> Answer:
    """Show one report."""
    return await views.report(call, call.here("/results"), report_id)
