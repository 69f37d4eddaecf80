"""The register's feed of events: about whom something has changed, in the order of sequence numbers.

What has changed is not read out of the event: whoever is told asks about the person anew.
Source: Skatteetaten, "Offentlig med hjemmel" 1.5, /v1/hendelser; folkeregisteret-api-dokumentasjon, Hendelsesliste."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import httpx

from innsyn.edge.population_register.calls import Answered, Caller, Unanswered
from innsyn.edge.population_register.maskinporten import Tokens
from innsyn.kernel.clock import Instant
from innsyn.kernel.ids import PersonNumber, person_number


@dataclass(frozen=True, slots=True)
class Changes:
    """What came. numbers: those something has changed about, each once. next: the sequence number to ask from the next time."""

    numbers: tuple[PersonNumber, ...]
    next: int


class Feed:
    """Reads the feed. Errors come back as Unanswered: the same is then asked again later, and nothing is lost."""

    def __init__(self, url: str, tokens: Tokens, caller: Caller) -> None:
        """url: as of `Folkeregisteret`."""
        self._url, self._tokens, self._caller = url, tokens, caller

    async def end(self, *, now: Instant) -> int | Unanswered:
        """Say the sequence number that the next event will have at the least: where somebody begins who knows nothing yet."""
        answer = await self._get("siste/sekvensnummer", httpx.QueryParams(), now)
        if isinstance(answer, Unanswered):
            return answer
        return answer.content + 1 if isinstance(answer.content, int) and answer.content >= 0 else Unanswered("not_understood")

    async def changes(self, first: int, *, now: Instant) -> Changes | Unanswered:
        """Read at most a thousand events. first: the lowest sequence number wanted."""
        answer = await self._get("feed", httpx.QueryParams({"seq": str(first)}), now)
        if isinstance(answer, Unanswered):
            return answer
        if not isinstance(answer.content, list):
            return Unanswered("not_understood")
        read = [each for each in answer.content if isinstance(each, dict) and isinstance(each.get("sekvensnummer"), int)]
        after = max((int(each["sekvensnummer"]) + 1 for each in read), default=first)
        return Changes(tuple(dict.fromkeys(_numbers(read))), max(after, first))

    async def _get(self, path: str, query: httpx.QueryParams, now: Instant) -> Answered | Unanswered:
        """Ask; a token that is refused is asked for anew, once."""
        answer: Answered | Unanswered = Unanswered("token")
        for _ in range(2):
            token = await self._tokens.token(now=now)
            if isinstance(token, Unanswered):
                return token
            answer = await self._caller.get_json(f"{self._url}/v1/hendelser/{path}", token=token, query=query)
            if isinstance(answer, Unanswered) or answer.status != httpx.codes.UNAUTHORIZED:
                break
            self._tokens.forget(token)
        is_good = isinstance(answer, Unanswered) or answer.status == httpx.codes.OK
        return answer if is_good else Unanswered(f"status_{answer.status}" if isinstance(answer, Answered) else "token")


def _numbers(read: list[dict[str, Any]]) -> Iterator[PersonNumber]:
    """Give the numbers events are about. One that cannot be read is nobody we know."""
    for each in read:
        event = each.get("hendelse")
        number = person_number(str(event.get("folkeregisteridentifikator", ""))) if isinstance(event, dict) else None
        if number is not None:
            yield number
