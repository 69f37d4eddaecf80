"""Folkeregisteret behind the port of the gate: two calls at most, one for the person and one for all who answer for the person.

Both are bulk look-ups (POST), since the plain one carries the person number in its address.
Source: Skatteetaten, "Offentlig med hjemmel" 1.5, /v1/personer/bulkoppslag."""

from collections.abc import Iterator, Sequence
from typing import Any

import httpx
import structlog

from innsyn.edge.population_register.calls import Answered, Caller, Unanswered
from innsyn.edge.population_register.entries import PARTS, Entry, entry
from innsyn.edge.population_register.joining import joined, others
from innsyn.edge.population_register.maskinporten import Tokens
from innsyn.edge.population_register.reading import NotUnderstood
from innsyn.gate.register import NotRegistered, RegisteredPerson, RegisterUnavailable
from innsyn.kernel.clock import Instant
from innsyn.kernel.ids import PersonNumber

_QUERY = httpx.QueryParams([*(("part", part) for part in PARTS), ("somBestilt", "true")])


class Folkeregisteret:
    """Implements `innsyn.gate.register.PopulationRegister`."""

    def __init__(self, url: str, tokens: Tokens, caller: Caller, *, address_secret: bytes) -> None:
        """url: of the package of rights, such as https://…/folkeregisteret/offentlig-med-hjemmel/api. address_secret: keys address keys."""
        self._address = f"{url}/v1/personer/bulkoppslag"
        self._tokens = tokens
        self._caller = caller
        self._secret = address_secret
        self._log = structlog.get_logger("innsyn.population_register")

    async def person(self, number: PersonNumber, *, now: Instant) -> RegisteredPerson | NotRegistered | RegisterUnavailable:
        """Look somebody up."""
        try:
            found = await self._look_up((number,), now)
            if isinstance(found, Unanswered):
                return self._unavailable(found.why)
            if number not in found:
                return NotRegistered()
            own = entry(found[number], number, secret=self._secret, now=now)
            if own.is_over:
                return NotRegistered()
            around = await self._look_up(others(own), now)
            return self._unavailable(around.why) if isinstance(around, Unanswered) else joined(own, self._entries(around, now))
        except NotUnderstood as problem:
            return self._unavailable(f"not_understood.{problem.where}")

    def _entries(self, documents: dict[PersonNumber, Any], now: Instant) -> dict[PersonNumber, Entry]:
        """Read the others' documents. Somebody whose document is not understood is as somebody without one: unknown."""
        return dict(self._understood(documents, now))

    def _understood(self, documents: dict[PersonNumber, Any], now: Instant) -> Iterator[tuple[PersonNumber, Entry]]:
        for number, document in documents.items():
            try:
                yield number, entry(document, number, secret=self._secret, now=now)
            except NotUnderstood as problem:
                self._log.warning("population_register.not_understood", where=problem.where)

    async def _look_up(self, numbers: Sequence[PersonNumber], now: Instant) -> dict[PersonNumber, Any] | Unanswered:
        """Fetch documents. A token that is refused is asked for anew, once. Raises NotUnderstood."""
        if not numbers:
            return {}
        for _ in range(2):
            token = await self._tokens.token(now=now)
            if isinstance(token, Unanswered):
                return token
            body = {"foedselsEllerDNummer": [number.value for number in numbers]}
            answer = await self._caller.post_json(self._address, body, token=token, query=_QUERY)
            if isinstance(answer, Unanswered) or answer.status != httpx.codes.UNAUTHORIZED:
                break
            self._tokens.forget(token)
        return answer if isinstance(answer, Unanswered) else _documents(answer, numbers)

    def _unavailable(self, why: str) -> RegisterUnavailable:
        self._log.warning("population_register.unavailable", why=why)
        return RegisterUnavailable()


def _documents(answer: Answered, numbers: Sequence[PersonNumber]) -> dict[PersonNumber, Any] | Unanswered:
    """Take an answer apart: one look-up for each number, with a document or with a message that there is nobody."""
    if answer.status != httpx.codes.OK:
        return Unanswered(f"status.{answer.status}")
    look_ups = answer.content.get("oppslag") if isinstance(answer.content, dict) else None
    if not isinstance(look_ups, list) or not all(isinstance(each, dict) for each in look_ups):
        raise NotUnderstood("oppslag")
    by_value = {each.get("foedselsEllerDNummer"): each for each in look_ups}
    if set(by_value) != {number.value for number in numbers} or len(look_ups) != len(by_value):
        raise NotUnderstood("oppslag")
    found = {number: by_value[number.value] for number in numbers}
    if any(("folkeregisterperson" in each) == ("feilmelding" in each) for each in found.values()):
        raise NotUnderstood("oppslag")
    return {number: each["folkeregisterperson"] for number, each in found.items() if "folkeregisterperson" in each}
