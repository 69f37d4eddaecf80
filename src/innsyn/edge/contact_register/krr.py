"""Asks the register for many persons at once. Numbers go in a body and never in an address, and nothing that comes back is logged.

Source: docs.digdir.no, Kontaktregisteret, Oppslagstjenesten REST: `POST /rest/v2/personer`, at most 1,000 persons, a Bearer token of
Maskinporten with the scope `krr:global/kontaktinformasjon.read`.
"""

import asyncio
import json
from collections.abc import Awaitable, Callable, Collection, Mapping
from typing import Any

import httpx
import structlog

from innsyn.edge.contact_register.answer import read_contact
from innsyn.web.notices.contact import UNKNOWN, Contact, ContactsUnavailable

SCOPE = "krr:global/kontaktinformasjon.read"
PATH = "/rest/v2/personer"
MOST = 1_000

Token = Callable[[], Awaitable[str | None]]
"""Gives a token that holds, None when nobody gives one just now."""


class Krr:
    """Implements `web.notices.contact.ContactRegister`."""

    def __init__(
        self, base: str, http: httpx.AsyncClient, *, token: Token, number_of: Callable[[str], str | None], deadline_s: float = 5.0
    ) -> None:
        """base: the register's address, without a path. number_of: finds the national number behind an opaque key.

        deadline_s: for a call."""
        self._address, self._http, self._token = base.rstrip("/") + PATH, http, token
        self._number_of, self._deadline_s = number_of, deadline_s
        self._log = structlog.get_logger("innsyn.contact_register")

    async def of(self, person_keys: Collection[str]) -> Mapping[str, Contact]:
        """Say what is known; whoever has no national number is not there."""
        numbers = {key: self._number_of(key) for key in person_keys}
        asked, found = sorted({number for number in numbers.values() if number}), dict[str, Contact]()
        for start in range(0, len(asked), MOST):
            found |= await self._ask(asked[start : start + MOST])
        return {key: found.get(number, UNKNOWN) if number else UNKNOWN for key, number in numbers.items()}

    async def _ask(self, numbers: Collection[str]) -> Mapping[str, Contact]:
        token = await self._token()
        if token is None:
            raise ContactsUnavailable
        answer = await self._post(token, json.dumps({"personidentifikatorer": list(numbers)}).encode())
        people = _people(answer)
        if people is None:
            self._log.warning("contact_register.no_answer", status=answer.status_code)
            raise ContactsUnavailable
        return {str(person.get("personidentifikator")): read_contact(person) for person in people}

    async def _post(self, token: str, body: bytes) -> httpx.Response:
        headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json", "Accept": "application/json"}
        try:
            async with asyncio.timeout(self._deadline_s):
                return await self._http.post(self._address, content=body, headers=headers, follow_redirects=False)
        except (TimeoutError, httpx.HTTPError) as problem:
            self._log.warning("contact_register.no_answer", why=type(problem).__name__)
            raise ContactsUnavailable from None


def _people(answer: httpx.Response) -> list[Mapping[str, Any]] | None:
    """Give the persons of an answer, None when it is none."""
    if answer.status_code != httpx.codes.OK:
        return None
    try:
        content = answer.json()
    except (ValueError, RecursionError):
        return None
    people = content.get("personer") if isinstance(content, dict) else None
    return [person for person in people if isinstance(person, dict)] if isinstance(people, list) else None
