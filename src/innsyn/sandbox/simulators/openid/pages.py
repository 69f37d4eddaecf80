"""The pages of a simulated provider: choose a person, choose a workplace, logged out, something is wrong."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from litestar import Response

from innsyn.sandbox.simulators.openid.kind import EIDS, Eid
from innsyn.sandbox.simulators.openid.people import SEARCH_MOST, SimulatedPerson, cast_of, search
from innsyn.sandbox.simulators.openid.provider import Attempt, Provider
from innsyn.sandbox.simulators.openid.texts import LANGUAGE_NAMES, text

_HERE = Path(__file__).parent
_TEMPLATES = Environment(
    loader=FileSystemLoader(_HERE / "templates"), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Shown:
    """A page that belongs to a login attempt, in one language."""

    provider: Provider
    attempt_id: str
    attempt: Attempt
    language: str


def choose_person(shown: Shown, *, words: str, eid: str) -> Response[str]:
    """Show the cast, a search for the rest and the eIDs.

    words: what was searched for, or empty. eid: the one that stays chosen."""
    people = shown.provider.shown_people()
    found = search(people, words)
    return _choice_page(
        shown,
        "choose_person.html",
        cast=cast_of(people),
        found=found[:SEARCH_MOST],
        has_more=len(found) > SEARCH_MOST,
        words=words,
        eids=EIDS,
        chosen=eid,
    )


def choose_workplace(shown: Shown, person: SimulatedPerson, eid: Eid) -> Response[str]:
    """Ask which organisation the login is for, when the person works in several."""
    return _choice_page(shown, "choose_workplace.html", person=person, eid=eid)


def logged_out(provider: Provider, *, calls: Sequence[str], go_on: str, language: str) -> Response[str]:
    """Say that the session is over.

    calls: front-channel logout addresses, loaded in hidden frames. go_on: where the link leads, or empty."""
    return _page(provider, "logged_out.html", language, frames=calls, calls=calls, go_on=go_on)


def problem(provider: Provider, *, error: str, status: int, language: str = "nb") -> Response[str]:
    """Say in the browser that the request cannot be answered. error: the OAuth code, for whoever made the client."""
    return _page(provider, "problem.html", language, status=status, error=error)


def _choice_page(shown: Shown, template: str, **values: Any) -> Response[str]:
    wanted = shown.attempt.request
    return _page(
        shown.provider,
        template,
        shown.language,
        form_targets=(wanted.redirect_uri,),
        attempt=shown.attempt_id,
        client=wanted.client.name,
        **values,
    )


def _page(
    provider: Provider,
    template: str,
    language: str,
    *,
    status: int = 200,
    form_targets: Sequence[str] = (),
    frames: Sequence[str] = (),
    **values: Any,
) -> Response[str]:
    def say(key: str, **parts: str) -> str:
        return text(key, language, **parts)

    html = _TEMPLATES.get_template(template).render(
        say=say, kind=provider.kind.name, prefix=provider.prefix, language=language, languages=LANGUAGE_NAMES, **values
    )
    return Response(
        content=html,
        status_code=status,
        media_type="text/html",
        headers={"Content-Security-Policy": _policy(form_targets, frames)},
    )


def _policy(form_targets: Sequence[str], frames: Sequence[str]) -> str:
    """Nothing but our own style sheet. Chromium applies form-action to the redirect after a post too, so the client's origin is named."""
    return "; ".join(
        (
            "default-src 'none'",
            "style-src 'self'",
            f"form-action 'self' {' '.join(map(_origin, form_targets))}".strip(),
            f"frame-src {' '.join(map(_origin, frames)) or chr(39) + 'none' + chr(39)}",
            "frame-ancestors 'none'",
            "base-uri 'none'",
        )
    )


def _origin(address: str) -> str:
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}"
