"""What the citizen sees of results: the latest of each, one over time, and reports."""

from innsyn.features.results import views
from innsyn.web import Answer, CitizenCall, Need, page

HOME = "/results"


@page(HOME, need=Need.CITIZEN, title="results.title")
async def results(call: CitizenCall) -> Answer:
    """Show the latest of each analysis."""
    return await views.listed(call, HOME)


@page(f"{HOME}/{{result_id}}", need=Need.CITIZEN, title="results.one", asks_for="Observation")
async def result(call: CitizenCall, result_id: str) -> Answer:
    """Show one analysis over time, found by any of its results; somebody else's looks exactly like one that does not exist."""
    return await views.followed(call, HOME, result_id)


@page(f"{HOME}/reports/{{report_id}}", need=Need.CITIZEN, title="results.report", asks_for="DiagnosticReport")
async def report(call: CitizenCall, report_id: str) -> Answer:
    """Show one report."""
    return await views.report(call, HOME, report_id)
