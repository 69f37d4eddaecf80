"""What personnel in a visit see of the patient's documents: the same as the citizen, by their own rules."""

from innsyn.features.documents import views
from innsyn.web import Answer, Need, VisitCall, page

_HOME = "/desk/visit/{visit}/documents"


@page(_HOME, need=Need.STAFF_VISIT, title="documents.title")
async def documents(call: VisitCall) -> Answer:
    """Show the documents this visit opens for."""
    return await views.listed(call, call.here("/documents"))


@page(f"{_HOME}/{{document_id}}", need=Need.STAFF_VISIT, title="documents.one", asks_for="DocumentReference")
async def document(call: VisitCall, document_id: str) -> Answer:
    """Show one document of this patient."""
    return await views.opened(call, call.here("/documents"), document_id)


@page(f"{_HOME}/{{document_id}}/content", need=Need.STAFF_VISIT, title="documents.content", asks_for="DocumentReference")
async def content(call: VisitCall, document_id: str) -> Answer:
    """Hand out the document's own bytes."""
    return await views.content(call, document_id)
