"""What goes wrong becomes a calm page: what happened, what to do, and a reference number. Never a trace, never the problem's own words."""

from collections.abc import Callable

from litestar.exceptions import HTTPException

from innsyn.web.answers import View
from innsyn.web.serving.caller import AnyRequest, stranger
from innsyn.web.serving.house import House
from innsyn.web.serving.outgoing import AnyResponse, draw, whole_again
from innsyn.web.serving.shell import page_facts
from innsyn.web.serving.technical_log import kinds, trail
from innsyn.web.sessions.store import SessionsUnavailable

SHOWN = (400, 403, 404, 405, 413, 429, 500, 503)
"""Statuses that have a page of their own; others are shown as 400 or 500."""

_BACK_AFTER_S = 5
"""A restarted database answers again within this; longer absences are asked about again."""

Handler = Callable[[AnyRequest, Exception], AnyResponse]


def exception_handlers(house: House) -> dict[int | type[Exception], Handler]:
    """Say what draws which problem: the framework's own, the record or the session store being away, and everything else."""

    def refused(request: AnyRequest, problem: Exception) -> AnyResponse:
        status = problem.status_code if isinstance(problem, HTTPException) else 500
        return _page(house, request, status if status in SHOWN else 400 if status < 500 else 500)

    def away(request: AnyRequest, problem: Exception) -> AnyResponse:
        house.log.warning("away", kinds=kinds(problem), ref=_reference(request))
        return _page(house, request, 503)

    def broken(request: AnyRequest, problem: Exception) -> AnyResponse:
        house.log.error("broken", kinds=kinds(problem), trail=trail(problem), ref=_reference(request))
        return _page(house, request, 500)

    known: dict[int | type[Exception], Handler] = {HTTPException: refused, SessionsUnavailable: away, Exception: broken}
    return known | dict.fromkeys(house.unavailable, away)


def _page(house: House, request: AnyRequest, status: int) -> AnyResponse:
    caller = stranger(house, request)
    title = f"error.{status}.title"
    page = page_facts(house, caller, title=title, door="plain", reference=_reference(request))
    answer = draw(house, View("errors/error.html", {"kind": str(status)}, status=status), caller, page)
    if status == 503:
        answer.headers["retry-after"] = str(_BACK_AFTER_S)
    return whole_again(request, answer)


def _reference(request: AnyRequest) -> str:
    return str(request.scope.get("state", {}).get("reference", ""))
