"""Turning an answer into bytes for the browser."""

from dataclasses import replace

from litestar import Response
from litestar.datastructures import Cookie

from innsyn.web.answers import Absent, Answer, Download, Framed, Redirect, View
from innsyn.web.security.cookies import cookie
from innsyn.web.security.headers import download_headers
from innsyn.web.security.local_path import local_path
from innsyn.web.serving.caller import AnyRequest, Caller
from innsyn.web.serving.house import House
from innsyn.web.serving.page_facts import PageFacts

AnyResponse = Response[bytes]

NOTHING_HERE = View("errors/error.html", {"kind": "404"}, status=404, title="error.404.title")
YEAR_S = 365 * 24 * 60 * 60


def send(house: House, answer: Answer, caller: Caller, page: PageFacts) -> AnyResponse:
    """Make the response of an answer: absent and refused are the same page."""
    match answer:
        case Absent():
            return draw(house, NOTHING_HERE, caller, page)
        case View():
            return draw(house, answer, caller, page)
        case Redirect():
            return redirect(house, answer)
        case Framed():
            return _framed(house, answer, caller, page)
        case Download():
            headers = download_headers(answer.show, answer.filename)
            return Response(answer.content, headers=headers | {"content-type": answer.media_type})


def draw(house: House, view: View, caller: Caller, page: PageFacts) -> AnyResponse:
    """Draw a page. What a logged-in reader sees is never kept by the browser or anybody between."""
    facts = replace(page, title=view.title) if view.title else page
    html = house.drawer.draw(view, language=caller.language, page=facts)
    cookies = [cookie("notice", "", is_https=house.settings.is_https, max_age_s=0)] if caller.notice else []
    keep = "no-store" if caller.session or view.status != 200 else "no-cache"
    return Response(
        html.encode(),
        media_type="text/html",
        status_code=view.status,
        headers={"cache-control": keep, "content-language": caller.language.code, "vary": "cookie, accept-language"},
        cookies=cookies,
    )


def _framed(house: House, answer: Framed, caller: Caller, page: PageFacts) -> AnyResponse:
    view = View("document.html", {"body": answer.body, "title": answer.title})
    html = house.drawer.draw(view, language=caller.language, page=page)
    headers = {name: value for name, value in download_headers("frame", "").items() if name != "content-disposition"}
    return Response(html.encode(), media_type="text/html", headers=headers)


def redirect(house: House, answer: Redirect, cookies: tuple[Cookie, ...] = ()) -> AnyResponse:
    """Send the browser to another page of ours, with what that page shall say once."""
    kept = list(cookies)
    if answer.notice:
        kept.append(cookie("notice", answer.notice, is_https=house.settings.is_https, max_age_s=60))
    if answer.locale:
        kept.append(cookie("language", answer.locale, is_https=house.settings.is_https, max_age_s=YEAR_S))
    return send_away(local_path(answer.to), kept)


def whole_again(request: AnyRequest, response: AnyResponse) -> AnyResponse:
    """Have the browser ask for the whole page when script asked for a part of it and the answer is another page: an error, or the login."""
    is_part = request.method == "GET" and request.headers.get("hx-request") == "true"
    if not is_part or response.status_code in (None, 200):
        return response
    query = request.scope["query_string"].decode("ascii", "replace")
    address = local_path(request.scope["path"] + ("?" + query if query else ""))
    return Response(b"", media_type="text/plain", headers={"hx-redirect": address, "cache-control": "no-store"})


def send_away(address: str, cookies: list[Cookie]) -> AnyResponse:
    """Send the browser anywhere: only for addresses that we made or a provider's metadata gave."""
    return Response(b"", status_code=303, headers={"location": address, "cache-control": "no-store"}, cookies=cookies)
