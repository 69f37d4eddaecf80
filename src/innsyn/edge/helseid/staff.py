"""Reading a health worker out of genuine tokens.

Source: NHN, HelseID claims: pid, security_level, hpr_number, orgnr_parent, orgnr_child; ATT-9 to ATT-11, ATT-19."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from innsyn.edge.openid.code_flow import Redeemed
from innsyn.edge.openid.dpop_proof import dpop_key_text
from innsyn.edge.openid.eids import eid_in
from innsyn.edge.openid.refusal import Refusal, refused
from innsyn.kernel.clock import Instant
from innsyn.kernel.ids import PersonNumber, is_hpr_number, is_organisation_number, person_number
from innsyn.web.doors import BoundToken, LevelTooLow, StaffLogin, Workplace

PID = "helseid://claims/identity/pid"
SECURITY_LEVEL = "helseid://claims/identity/security_level"
HPR_NUMBER = "helseid://claims/hpr/hpr_number"
PARENT = "helseid://claims/client/claims/orgnr_parent"
CHILD = "helseid://claims/client/claims/orgnr_child"
HIGH = "4"
LOWER = ("1", "2", "3")


@dataclass(frozen=True, kw_only=True, slots=True)
class StaffRules:
    """eids: names we know. return_to: local path. now: the visit's instant."""

    eids: tuple[str, ...]
    return_to: str
    now: Instant


def judged_staff(redeemed: Redeemed, access: Mapping[str, Any], rules: StaffRules) -> StaffLogin | LevelTooLow | Refusal:
    """Say who logged in and for which organisation.

    access: claims of the judged access token; what it says of the person must agree with the id_token."""
    claims = redeemed.claims
    level = claims.get(SECURITY_LEVEL)
    if level != access.get(SECURITY_LEVEL) or claims.get(PID) != access.get(PID) or claims.get("sub") != access.get("sub"):
        return refused("tokens.disagree")
    if level in LOWER:
        return LevelTooLow(eid=eid_in(claims.get("amr"), rules.eids), id_token=redeemed.id_token, return_to=rules.return_to)
    if level != HIGH:
        return refused("id_token.security_level")
    number = person_number(str(claims.get(PID, "")))
    if number is None or number.kind == "help_number":
        return refused("id_token.pid")
    hpr_number = str(access.get(HPR_NUMBER) or "")
    if hpr_number and not is_hpr_number(hpr_number):
        return Refusal("no_hpr", "access_token.hpr_number")
    workplace = _workplace(access)
    if workplace is None:
        return Refusal("no_workplace", "access_token.orgnr")
    return _staff(redeemed, number, hpr_number, workplace, rules)


def _workplace(access: Mapping[str, Any]) -> Workplace | None:
    """Read the organisation. Without a sub-unit the main unit stands for both (ATT-19)."""
    parent = str(access.get(PARENT, ""))
    child = str(access.get(CHILD, parent))
    is_valid = is_organisation_number(parent) and is_organisation_number(child)
    return Workplace(legal_entity=parent, point_of_care=child) if is_valid else None


def _staff(redeemed: Redeemed, number: PersonNumber, hpr_number: str, workplace: Workplace, rules: StaffRules) -> StaffLogin | Refusal:
    claims, key = redeemed.claims, redeemed.dpop_key
    sid, auth_time = claims.get("sid"), claims.get("auth_time")
    if not isinstance(sid, str) or not sid or not isinstance(auth_time, int) or key is None:
        return refused("id_token.session")
    token = BoundToken(
        access_token=redeemed.access_token,
        dpop_key=dpop_key_text(key).encode(),
        expires_at=rules.now + timedelta(seconds=redeemed.expires_in),
    )
    return StaffLogin(
        person_number=number,
        hpr_number=hpr_number,
        name=str(claims.get("name", "")),
        workplace=workplace,
        security_level=HIGH,
        eid=eid_in(claims.get("amr"), rules.eids),
        sid=sid,
        auth_time=datetime.fromtimestamp(auth_time, UTC),
        id_token=redeemed.id_token,
        token=token,
        locale="",
        return_to=rules.return_to,
    )
