"""What the citizen sees of documents: the list, one of them, and its content."""

from innsyn.features.documents import views
from innsyn.web import Answer, CitizenCall, Need, page

HOME = "/documents"


@page(HOME, need=Need.CITIZEN, title="documents.title")
async def documents(call: CitizenCall) -> Answer:
    """Show the documents the reader may see, and that others are withheld where the law lets her know."""
    return await views.listed(call, HOME)


@page(f"{HOME}/{{document_id}}", need=Need.CITIZEN, title="documents.one", asks_for="DocumentReference")
async def document(call: CitizenCall, document_id: str) -> Answer:
    """Show one document; somebody else's looks exactly like one that does not exist."""
    return await views.opened(call, HOME, document_id)


@page(f"{HOME}/{{document_id}}/content", need=Need.CITIZEN, title="documents.content", asks_for="DocumentReference")
async def content(call: CitizenCall, document_id: str) -> Answer:
    """Hand out the document's own bytes, to show in the browser's viewer or to keep."""
    return await views.content(call, document_id)
