"""A simulated list of expected waiting times: each treatment at each hospital, asked for by both.

Source: what the public pages of Velg behandlingssted show; its interface is not documented for others, so the form is our own.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from litestar import Litestar, Request, Response, get
from litestar.datastructures import State
from litestar.types import ASGIApp

PATH = "/ventetider"
SOURCE = "Velg behandlingssted"
_HEADERS = {"X-Content-Type-Options": "nosniff", "Cache-Control": "max-age=3600"}


def simulator(rows: Sequence[Mapping[str, Any]]) -> ASGIApp:
    """Build the list as an ASGI application. rows: each with `behandling`, `behandlingssted`, `ventetid` and `oppdatert`."""

    @get(PATH)
    async def listed(request: Request[Any, Any, State]) -> Response[Any]:
        """Give the rows of a treatment at a hospital trust; of all where one is not named."""
        asked = request.query_params
        found = [row for row in rows if _is_asked(row, asked.get("organisasjonsnummer"), asked.get("behandling"))]
        return Response({"kilde": SOURCE, "ventetider": found}, status_code=200, headers=_HEADERS)

    return Litestar(route_handlers=[listed], openapi_config=None, logging_config=None)


def _is_asked(row: Mapping[str, Any], organisation_number: str | None, treatment: str | None) -> bool:
    is_there = organisation_number in (None, row["behandlingssted"]["organisasjonsnummer"])
    return is_there and treatment in (None, row["behandling"]["id"])
