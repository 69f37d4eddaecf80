"""A citizen's login at ID-porten becomes the holder of a `patient/` token for her own record.

Source: docs.digdir.no, ID-porten, id_token; OpenID Connect Core §3.1.3.7; RFC 8693 §3."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from innsyn.edge.authorization.helseid_tokens import signed_by
from innsyn.edge.authorization.holder import Holder
from innsyn.edge.openid.eids import eid_in
from innsyn.edge.openid.id_token import OLDEST_S, judge_times
from innsyn.edge.openid.provider import Provider
from innsyn.edge.openid.refusal import Refusal, refused
from innsyn.gate.gate import Gate
from innsyn.gate.refused import Refused
from innsyn.kernel.clock import Instant
from innsyn.kernel.ids import PersonNumber, person_number
from innsyn.web.clients import RegisteredClient
from innsyn.web.clients.store import TokenMemory

HIGH = ("idporten-loa-high", "Level4")


class Citizens:
    """Reads citizens out of ID-porten's id_tokens."""

    def __init__(self, provider: Provider, eids: Sequence[str], gate: Gate, memory: TokenMemory) -> None:
        """eids: `amr` values that count as level high. memory: a login is exchanged once."""
        self._provider, self._eids, self._gate, self._memory = provider, eids, gate, memory

    async def holder(self, text: str, client: RegisteredClient, *, now: Instant) -> Holder | Refusal:
        """Say for whom the token stands. Her record is opened, as at the portal: what closes it there closes it here, and is logged."""
        token = await signed_by(self._provider, text, now=now)
        if isinstance(token, Refusal):
            return token
        problem = self._wrong(token.claims, str(token.header.get("typ", "JWT")), client, now)
        if problem:
            return problem
        number = self._number(token.claims)
        if isinstance(number, Refusal):
            return number
        until = now + timedelta(seconds=OLDEST_S)
        if not await self._memory.spend(f"id_token {self._provider.issuer} {token.claims['jti']}", until=until, now=now):
            return refused("exchange.replay")
        visit = await self._gate.open_own(self._gate.actors.citizen(number, level="high"), number, now)
        if isinstance(visit, Refused):
            return refused("exchange.record")
        return Holder(actor=visit.actor, patient_id=visit.patient_id)

    def _wrong(self, claims: Mapping[str, Any], typ: str, client: RegisteredClient, now: Instant) -> Refusal | None:
        if typ.upper() != "JWT" or claims.get("iss") != self._provider.issuer:
            return refused("exchange.iss")
        if not client.login_client or claims.get("aud") not in (client.login_client, [client.login_client]):
            return refused("exchange.aud")
        if not isinstance(claims.get("jti"), str) or not claims["jti"]:
            return refused("exchange.jti")
        return judge_times(claims, now=now, name="exchange", oldest_s=OLDEST_S)

    def _number(self, claims: Mapping[str, Any]) -> PersonNumber | Refusal:
        if claims.get("acr") not in HIGH or not eid_in(claims.get("amr"), self._eids):
            return refused("exchange.level")
        number = person_number(claims["pid"]) if isinstance(claims.get("pid"), str) else None
        return number if number is not None and number.kind != "help_number" else refused("exchange.pid")
