"""Reading requests and writing answers of a simulated provider."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qsl

from litestar import Request, Response

from innsyn.sandbox.simulators.openid import pages
from innsyn.sandbox.simulators.openid.provider import Provider
from innsyn.sandbox.simulators.openid.refused import Refused, invalid_request

WireRequest = Request[Any, Any, Any]
FIELDS_MOST = 60


def provider_of(request: WireRequest) -> Provider:
    """Find the provider the request came to."""
    provider = request.app.state.provider
    assert isinstance(provider, Provider)  # noqa: S101  # for the type checker: `running` put it there
    return provider


async def form_of(request: WireRequest) -> dict[str, str]:
    """Read a posted form. Raises Refused when a field is repeated or the form is not one. Source: RFC 6749 §3.1 and §3.2."""
    try:
        fields = parse_qsl((await request.body()).decode(), keep_blank_values=False, max_num_fields=FIELDS_MOST)
    except ValueError as problem:
        raise invalid_request("not a form") from problem
    form = dict(fields)
    if len(form) != len(fields):
        raise invalid_request("a parameter is repeated")
    return form


def json_answer(content: Mapping[str, Any], *, status: int = 200, headers: Mapping[str, str] | None = None) -> Response[Any]:
    """Answer with JSON that nobody may keep. Source: RFC 6749 §5.1."""
    return Response(
        content=dict(content), status_code=status, media_type="application/json", headers={"Cache-Control": "no-store", **(headers or {})}
    )


def refuse_in_json(_: WireRequest, refused: Refused) -> Response[Any]:
    """Turn a refusal into the error answer of RFC 6749 §5.2."""
    content = {"error": refused.error, "error_description": refused.description}
    return json_answer(content, status=refused.status, headers=refused.headers)


def refuse_on_page(request: WireRequest, refused: Refused) -> Response[Any]:
    """Turn a refusal into a page, where no address can be trusted to send the browser back to."""
    return pages.problem(provider_of(request), error=f"{refused.error}: {refused.description}", status=refused.status)
