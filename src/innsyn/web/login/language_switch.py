"""The language switch in every header: a link, so that it works without script; it only changes how things are said."""

from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from litestar.exceptions import NotFoundException

from innsyn.web.security.cookies import cookie
from innsyn.web.security.local_path import local_path
from innsyn.web.serving.caller import AnyRequest, recognise
from innsyn.web.serving.house import House
from innsyn.web.serving.outgoing import YEAR_S, AnyResponse, send_away
from innsyn.web.texts import LOCALES


@dataclass(frozen=True)
class LanguageSwitch:
    """The route of the switch, for one house."""

    house: House

    async def switch(self, request: AnyRequest) -> AnyResponse:
        """GET /language/{code}: speak this language from now on, and stay where one was.

        The page one came from is read from Referer, so that no page's address stands inside another's."""
        code = request.path_params["code"]
        if code not in LOCALES:
            raise NotFoundException
        caller = await recognise(self.house, request)
        if caller.session:
            await self.house.sessions.change(replace(caller.session, locale=code), token=caller.token)
        kept = cookie("language", code, is_https=self.house.settings.is_https, max_age_s=YEAR_S)
        return send_away(_came_from(request), [kept])


def _came_from(request: AnyRequest) -> str:
    parts = urlsplit(request.headers.get("referer", ""))
    if parts.netloc != request.headers.get("host"):
        return "/"
    return local_path(parts.path + ("?" + parts.query if parts.query else ""))
