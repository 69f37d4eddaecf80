"""The page where a person is chosen, and what is posted from it."""

from typing import Any

from litestar import Response

from innsyn.sandbox.simulators.openid import pages
from innsyn.sandbox.simulators.openid.kind import EIDS, eid_with_key
from innsyn.sandbox.simulators.openid.login import Choice, cookie_name, log_in, must_ask_for_workplace, refuse
from innsyn.sandbox.simulators.openid.people import person_with_key
from innsyn.sandbox.simulators.openid.provider import Attempt, Provider
from innsyn.sandbox.simulators.openid.refused import invalid_request
from innsyn.sandbox.simulators.openid.texts import LANGUAGES
from innsyn.sandbox.simulators.openid.wire import WireRequest, form_of, provider_of

WORDS_LONGEST = 100


async def show_choice(request: WireRequest) -> Response[Any]:
    """Show the page. The query holds the attempt and a language, never a person."""
    provider = provider_of(request)
    shown = _shown(provider, request, dict(request.query_params))
    return pages.choose_person(shown, words="", eid=EIDS[0].key)


async def choose(request: WireRequest) -> Response[Any]:
    """Take a choice from the form: a person, a search, a workplace, or to turn back."""
    provider, form = provider_of(request), await form_of(request)
    shown = _shown(provider, request, form)
    if "cancel" in form:
        provider.attempts.take(shown.attempt_id, now=provider.clock())
        return refuse(provider, shown.attempt.request, "access_denied")
    person = person_with_key(provider.shown_people(), form.get("person", ""))
    eid = eid_with_key(form.get("eid", "")) or EIDS[0]
    if person is None:
        return pages.choose_person(shown, words=form.get("words", "")[:WORDS_LONGEST], eid=eid.key)
    choice = Choice(person=person, eid=eid, organisation=form.get("workplace", ""))
    if must_ask_for_workplace(provider, shown.attempt.request, choice):
        return pages.choose_workplace(shown, person, eid)
    provider.attempts.take(shown.attempt_id, now=provider.clock())
    return log_in(provider, shown.attempt.request, shown.attempt.browser, choice)


def _shown(provider: Provider, request: WireRequest, given: dict[str, str]) -> pages.Shown:
    attempt_id, language = given.get("attempt", ""), given.get("language", "")
    attempt = _attempt(provider, request, attempt_id)
    return pages.Shown(
        provider=provider, attempt_id=attempt_id, attempt=attempt, language=language if language in LANGUAGES else LANGUAGES[0]
    )


def _attempt(provider: Provider, request: WireRequest, attempt_id: str) -> Attempt:
    attempt = provider.attempts.get(attempt_id, now=provider.clock())
    if attempt is None or attempt.browser != request.cookies.get(cookie_name(provider)):
        raise invalid_request("this login is too old, finished, or begun in another browser")
    return attempt
