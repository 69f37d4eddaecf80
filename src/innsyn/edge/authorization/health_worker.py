"""A health worker's HelseID token becomes the holder of a `user/` token: who she is, for whom she works, and what she has attested.

Source: NHN, HelseID claims; Tillitsrammeverk 1.1, ATT-2 to ATT-58c. The patient is named by each request (ATT-4, ATT-6)."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from innsyn.edge.authorization.helseid_tokens import PARENT, HelseidTokens
from innsyn.edge.authorization.holder import Holder
from innsyn.edge.openid.access_token import bound_key
from innsyn.edge.openid.refusal import Refusal, refused
from innsyn.edge.openid.signed_token import SignedToken
from innsyn.gate.attestation.model import Attestation, AttestedCode, Receipt
from innsyn.gate.attestation.rules import broken_rules
from innsyn.gate.attestation.wire import read_attestation
from innsyn.gate.gate import Gate
from innsyn.gate.grounds import ATTESTED, bases_for
from innsyn.gate.visit import STAFF_VISIT, Code, Ground
from innsyn.kernel.clock import Instant
from innsyn.kernel.ids import person_number
from innsyn.web.clients import RegisteredClient

ATTESTATION = "nhn:tillitsrammeverk:parameters"
PID = "helseid://claims/identity/pid"
SECURITY_LEVEL = "helseid://claims/identity/security_level"
HIGH = "4"


class HealthWorkers:
    """Reads health workers out of HelseID's tokens."""

    def __init__(self, tokens: HelseidTokens, gate: Gate) -> None:
        """gate: knows the directories the attestation is held against."""
        self._tokens, self._gate = tokens, gate

    async def holder(self, text: str, client: RegisteredClient, jkt: str, *, now: Instant) -> tuple[Holder, Instant] | Refusal:
        """Say for whom the token stands, and when what she attested ends.

        jkt: the key shown with the request: it must be the one her token is bound to, or anybody who saw the token could bring it."""
        token = await self._tokens.judged(text, now=now)
        if isinstance(token, Refusal):
            return token
        if not jkt or bound_key(token) != jkt:
            return refused("exchange.binding")
        if token.claims.get(PARENT) != client.organisation:
            return refused("exchange.organisation")
        attestation = _attestation(token)
        if attestation is None:
            return refused("exchange.attestation")
        problem = await self._problem(attestation, token.claims, now)
        if problem:
            return problem
        ends_at = datetime.fromtimestamp(attestation.toa or 0, UTC) + STAFF_VISIT
        return await self._holder(attestation, token.claims, client), min(ends_at, now + timedelta(hours=1))

    async def _problem(self, attestation: Attestation, claims: Mapping[str, Any], now: Instant) -> Refusal | None:
        number = person_number(str(claims.get(PID, "")))
        entity, hpr = attestation.practitioner.legal_entity, attestation.practitioner.hpr_nr
        if number is None or claims.get(SECURITY_LEVEL) != HIGH:
            return refused("exchange.person")
        if entity is None or entity.id != claims.get(PARENT):
            return refused("exchange.legal_entity")
        personnel = await self._gate.directory.personnel(hpr.id) if hpr else None
        receipt = Receipt(
            now=now,
            is_signed=True,
            is_level_high=True,
            authenticated=number.value,
            registered_authorizations=frozenset(personnel.professions) if personnel else None,
            asked_about=None,
            wants_detail=False,
        )
        broken = broken_rules(attestation, receipt)
        return refused(f"exchange.{broken[0].rule.lower()}") if broken else None

    async def _holder(self, attestation: Attestation, claims: Mapping[str, Any], client: RegisteredClient) -> Holder:
        practitioner = attestation.practitioner
        number = person_number(str(claims[PID]))
        assert number is not None  # noqa: S101 - judged above
        actor = await self._gate.actors.staff(
            number,
            name=str(claims.get("name", "")),
            hpr=practitioner.hpr_nr.id if practitioner.hpr_nr else "",
            legal_entity=client.organisation,
            point_of_care=practitioner.point_of_care.id if practitioner.point_of_care else client.organisation,
            level="high",
            profession=practitioner.authorization.code if practitioner.authorization else None,
        )
        if practitioner.department and practitioner.department.name:
            actor = replace(actor, department=practitioner.department.name)
        return Holder(actor=actor, ground=ground_of(attestation))


def ground_of(attestation: Attestation) -> Ground:
    """Say the ground that was attested. An emergency comes without the words our own rules ask for, and opens nothing here."""
    relationship = attestation.care_relationship
    purpose = relationship.purpose_of_use.code if relationship.purpose_of_use else ""
    details = relationship.purpose_of_use_details
    fitting = [basis.key for basis in bases_for(purpose) if details and basis.details == details.code]
    decision = relationship.decision_ref
    return Ground(
        purpose=purpose,
        basis=next(iter(fitting), ATTESTED),
        decision_ref=decision.id if decision else "",
        user_selected=decision.user_selected is not False if decision else True,
        service=_code(relationship.healthcare_service),
        details=_code(details),
    )


def _attestation(token: SignedToken) -> Attestation | None:
    """Read the attestation. HelseID does not say when it was made: then it is as old as the token that carries it."""
    claim = token.claims.get(ATTESTATION)
    if not isinstance(claim, dict):
        return None
    attestation = read_attestation(claim)
    return attestation if attestation.toa is not None else replace(attestation, toa=int(token.claims["iat"]))


def _code(attested: AttestedCode | None) -> Code | None:
    return Code(attested.code, attested.system, attested.text) if attested else None
