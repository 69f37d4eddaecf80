"""Reading a citizen out of a genuine id_token.

Source: docs.digdir.no, ID-porten, id_token: pid, acr, amr, auth_time, sid, locale."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from innsyn.edge.openid.code_flow import Redeemed
from innsyn.edge.openid.eids import eid_in
from innsyn.edge.openid.refusal import Refusal, refused
from innsyn.kernel.ids import person_number
from innsyn.web.doors import CitizenLogin, LevelTooLow

HIGH = ("idporten-loa-high", "Level4")
LOWER = ("idporten-loa-substantial", "Level3")


def judged_citizen(redeemed: Redeemed, accepted: Sequence[str], *, return_to: str) -> CitizenLogin | LevelTooLow | Refusal:
    """Say who logged in, when level and eID are what a health record asks for. An unknown level is a refusal, never a yes."""
    claims = redeemed.claims
    eid = eid_in(claims.get("amr"), accepted)
    if claims.get("acr") in LOWER:
        return LevelTooLow(eid=eid_in(claims.get("amr"), (*accepted, "MinID")), id_token=redeemed.id_token, return_to=return_to)
    if claims.get("acr") not in HIGH:
        return refused("id_token.acr")
    if not eid:
        return Refusal("eid", "id_token.amr")
    return _citizen(claims, redeemed, eid=eid, return_to=return_to)


def _citizen(claims: Mapping[str, Any], redeemed: Redeemed, *, eid: str, return_to: str) -> CitizenLogin | Refusal:
    number, sid, auth_time = claims.get("pid"), claims.get("sid"), claims.get("auth_time")
    checked = person_number(number) if isinstance(number, str) else None
    if checked is None or checked.kind == "help_number":
        return refused("id_token.pid")
    if not isinstance(sid, str) or not sid or not isinstance(auth_time, int):
        return refused("id_token.session")
    locale = claims.get("locale")
    return CitizenLogin(
        person_number=checked,
        eid=eid,
        level=claims["acr"],
        sid=sid,
        auth_time=datetime.fromtimestamp(auth_time, UTC),
        id_token=redeemed.id_token,
        locale=locale if locale in ("nb", "nn", "en", "se") else "",
        return_to=return_to,
    )
