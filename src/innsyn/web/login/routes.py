"""The addresses of login, logout and language: the web layer's own, beside those of the features."""

from collections.abc import Awaitable, Callable
from typing import Literal

from litestar.handlers import HTTPRouteHandler

from innsyn.web.login.language_switch import LanguageSwitch
from innsyn.web.login.way_in import WayIn
from innsyn.web.login.way_out import WayOut
from innsyn.web.serving.caller import AnyRequest
from innsyn.web.serving.house import House
from innsyn.web.serving.outgoing import AnyResponse


def login_routes(house: House) -> list[HTTPRouteHandler]:
    """Make them."""
    way_in, way_out = WayIn(house), WayOut(house)
    return [
        _route("GET", "/login", way_in.choose),
        _route("GET", "/login/citizen", way_in.citizen),
        _route("GET", "/login/callback", way_in.citizen_back),
        _route("GET", "/desk/login", way_in.staff),
        _route("GET", "/desk/login/callback", way_in.staff_back),
        _route("POST", "/logout", way_out.leave),
        _route("POST", "/logout/everywhere", way_out.leave_everywhere),
        _route("GET", "/logged-out", way_out.left),
        _route("POST", "/session/stay", way_out.stay),
        _route("GET", "/logout/front-channel", way_out.citizen_called_out),
        _route("GET", "/desk/logout/front-channel", way_out.staff_called_out),
        _route("GET", "/language/{code:str}", LanguageSwitch(house).switch),
    ]


def _route(method: Literal["GET", "POST"], path: str, answer: Callable[[AnyRequest], Awaitable[AnyResponse]]) -> HTTPRouteHandler:
    """Make one route; a bound method gets its own function, since the framework reads names from functions."""

    async def handler(request: AnyRequest) -> AnyResponse:
        return await answer(request)

    return HTTPRouteHandler(path, http_method=[method], opt={"need": "login"}, status_code=200)(handler)
