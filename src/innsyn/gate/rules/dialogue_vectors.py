"""The worked examples of the rules about conversations, apart from the rules so that each file can be read at once."""

from dataclasses import replace
from typing import Any

from innsyn.gate.rules.rule import Vector, is_silent, speaks
from innsyn.gate.rules.situation import (
    A_CLINICS_MESSAGE,
    A_CONSULTATION,
    A_CONVERSATION,
    A_MESSAGE,
    A_RENEWAL,
    A_RENEWAL_MESSAGE,
    AN_ANSWER,
    HOSPITAL,
    OTHER_HOSPITAL,
    PATIENT,
    Act,
    Situation,
    Token,
)
from innsyn.kernel.systems import DIALOGUE

_FIFTEEN, _SIXTEEN, _ELEVEN, _TWELVE = "2010-11-23", "2010-11-22", "2014-11-23", "2014-11-22"
_CLOSED = "13"
_SHE = Situation()
_OWN: dict[str, Any] = {"drafted_by": "actor", "drafted_to": HOSPITAL}


def _task(status: str = "requested", who: Situation = _SHE, *, token: Token | None = A_CONVERSATION, act: Act = "write") -> Situation:
    return replace(who, act=act, type="Task", token=token, status=status)


def _message(
    status: str | None = "in-progress", who: Situation = _SHE, *, token: Token | None = A_MESSAGE, act: Act = "write"
) -> Situation:
    return replace(who, act=act, type="Communication", token=token, status=status)


def _draft(status: str = "preparation", who: Situation = _SHE, *, act: Act = "write") -> Situation:
    return _message(status, replace(who, custodian=PATIENT), act=act)


def _renewal_draft(**who: Any) -> Situation:
    return _draft(who=Situation(role="attorney", grant=("dialogue", "medicines"), also=A_RENEWAL_MESSAGE, **who))


def _written_in(who: Situation) -> tuple[Vector, ...]:
    """Give what everybody who writes for somebody may and may not write."""
    hers = replace(who, custodian=PATIENT)
    return (
        speaks(_task(who=who)),
        speaks(_task("cancelled", who)),
        is_silent(_task("completed", who)),
        is_silent(_task("rejected", who)),
        is_silent(_task(who=hers)),
        is_silent(_task(who=who, token=None)),
        is_silent(_task(who=who, act="read")),
        speaks(_message(who=who)),
        is_silent(_message(who=who, token=A_CLINICS_MESSAGE)),
        is_silent(_message("preparation", who)),
        is_silent(_message("preparation", hers, token=A_CLINICS_MESSAGE)),
        is_silent(_message(who=hers)),
        is_silent(_message(who=who, act="read")),
        speaks(_draft(who=who)),
    )


OWN = (
    *_written_in(Situation()),
    *(speaks(_task(status)) for status in ("received", "accepted", "in-progress", "failed")),
    *(speaks(_message(status)) for status in ("completed", "not-done")),
    is_silent(_message("entered-in-error")),
    is_silent(_message(None)),
    speaks(_draft("stopped")),
    speaks(_task(who=Situation(custodian=OTHER_HOSPITAL))),
    speaks(_message(who=Situation(born=_SIXTEEN))),
    is_silent(_message(who=Situation(born=_FIFTEEN))),
    is_silent(_message(who=Situation(born=_FIFTEEN, graded=(HOSPITAL,)))),
    is_silent(_message(who=Situation(born=None))),
    is_silent(_message(who=Situation(own=False))),
    is_silent(_message(who=Situation(role="staff", own=True))),
    is_silent(replace(_message(), type="Observation")),
)

YOUTHS = (
    speaks(_message(who=Situation(born=_TWELVE, graded=(HOSPITAL,)))),
    speaks(_task(who=Situation(born=_FIFTEEN, graded=(HOSPITAL,)))),
    is_silent(_message(who=Situation(born=_TWELVE))),
    is_silent(_message(who=Situation(born=_TWELVE, graded=(OTHER_HOSPITAL,)))),
    is_silent(_message(who=Situation(born=_ELEVEN, graded=(HOSPITAL,)))),
    is_silent(_message(who=Situation(born=_SIXTEEN, graded=(HOSPITAL,)))),
    is_silent(_message(who=Situation(born=_TWELVE, own=False, graded=(HOSPITAL,)))),
    is_silent(_message(who=Situation(born=_TWELVE, own=True, role="parent", graded=(HOSPITAL,)))),
    is_silent(_draft(who=Situation(born=_TWELVE, graded=(HOSPITAL,)))),
    speaks(_draft(who=Situation(born=_TWELVE, graded=(HOSPITAL,), **_OWN))),
    is_silent(_draft(who=Situation(born=_TWELVE, graded=(OTHER_HOSPITAL,), **_OWN))),
    is_silent(_draft(who=Situation(born=_TWELVE, graded=(HOSPITAL,), drafted_by="another", drafted_to=HOSPITAL))),
    is_silent(_draft("in-progress", who=Situation(born=_TWELVE, graded=(HOSPITAL,), **_OWN))),
    is_silent(_task("completed", who=Situation(born=_TWELVE, graded=(HOSPITAL,)))),
    is_silent(_message(who=Situation(born=_TWELVE, graded=(HOSPITAL,)), act="read")),
)

CHILDS = (
    *_written_in(Situation(role="parent", born=_ELEVEN)),
    is_silent(_message(who=Situation(role="parent", born=_TWELVE))),
    is_silent(_message(who=Situation(role="parent", born=_TWELVE, graded=(HOSPITAL,)))),
    is_silent(_message(who=Situation(role="parent", born=None))),
    is_silent(_message(who=Situation(role="parent", born=_ELEVEN, parent="none"))),
    is_silent(_message(who=Situation(role="parent", born=_ELEVEN, parent="nobody_home"))),
    is_silent(_message(who=Situation(role="guardian", born=_ELEVEN))),
)

GUARDIANS = (
    *_written_in(Situation(role="guardian")),
    speaks(_message(who=Situation(role="guardian", guardian="both"))),
    is_silent(_message(who=Situation(role="guardian", guardian="financial"))),
    is_silent(_message(who=Situation(role="guardian", guardian="none"))),
    is_silent(_message(who=Situation(role="guardian", guardian_days=(None, -1)))),
    speaks(_message(who=Situation(role="guardian", born=_ELEVEN))),
    is_silent(_message(who=Situation(role="guardian", born=_TWELVE, graded=(HOSPITAL,)))),
    is_silent(_message(who=Situation(role="guardian", born=_FIFTEEN))),
    speaks(_message(who=Situation(role="guardian", born=_SIXTEEN))),
    is_silent(_message(who=Situation(role="guardian", born=None))),
    is_silent(_message(who=Situation(role="attorney", grant=("dialogue",)))),
)

POWERS = (
    *_written_in(Situation(role="attorney", grant=("dialogue",))),
    is_silent(_message(who=Situation(role="attorney", grant=("documents", "medicines")))),
    is_silent(_message(who=Situation(role="attorney", grant=None))),
    speaks(_message(who=Situation(role="attorney", grant=("dialogue",), grant_from=(HOSPITAL,)))),
    is_silent(_message(who=Situation(role="attorney", grant=("dialogue",), grant_from=(OTHER_HOSPITAL,)))),
    is_silent(_draft(who=Situation(role="attorney", grant=("dialogue",), grant_from=(HOSPITAL,)))),
    speaks(_draft(who=Situation(role="attorney", grant=("dialogue",), grant_from=(HOSPITAL,), **_OWN))),
    is_silent(_draft(who=Situation(role="attorney", grant=("dialogue",), grant_from=(OTHER_HOSPITAL,), **_OWN))),
    is_silent(_draft("in-progress", who=Situation(role="attorney", grant=("dialogue",), grant_from=(HOSPITAL,), **_OWN))),
    is_silent(_message(who=Situation(role="attorney", grant=("dialogue",), grant_days=(None, -1)))),
    is_silent(_message(who=Situation(role="attorney", grant=("dialogue",), grant_is_readable=False))),
    speaks(_message(who=Situation(role="attorney", grant=("dialogue",), born=_SIXTEEN))),
    is_silent(_message(who=Situation(role="attorney", grant=("dialogue",), born=_FIFTEEN))),
    is_silent(_message(who=Situation(role="attorney", grant=("dialogue",), born=None))),
    is_silent(_message(who=Situation(role="attorney", grant=("dialogue",), actor_adult=False))),
    is_silent(_message(who=Situation(role="attorney", grant=("dialogue",), actor_adult=None))),
    is_silent(_message(who=Situation(role="guardian", grant=("dialogue",)))),
)

RENEWALS = (
    speaks(_task(who=Situation(role="attorney", grant=("dialogue",)), token=A_RENEWAL)),
    speaks(_task(who=Situation(role="attorney", grant=("dialogue",)), token=A_RENEWAL, act="read")),
    speaks(_message(who=Situation(role="attorney", grant=("dialogue",), also=A_RENEWAL_MESSAGE))),
    is_silent(_task(who=Situation(role="attorney", grant=("dialogue", "medicines")), token=A_RENEWAL)),
    is_silent(_message(who=Situation(role="attorney", grant=("dialogue", "medicines"), also=A_RENEWAL_MESSAGE))),
    is_silent(_task(who=Situation(role="attorney", grant=("dialogue", "medicines"), grant_from=(HOSPITAL,)), token=A_RENEWAL)),
    speaks(_task(who=Situation(role="attorney", grant=("dialogue", "medicines"), grant_from=(OTHER_HOSPITAL,)), token=A_RENEWAL)),
    is_silent(_renewal_draft(grant_from=(HOSPITAL,), **_OWN)),
    speaks(_renewal_draft(grant_from=(OTHER_HOSPITAL,), **_OWN)),
    speaks(_renewal_draft(grant_from=(HOSPITAL,))),
    is_silent(_renewal_draft()),
    speaks(_message(who=Situation(role="attorney", grant=("dialogue",), also=A_RENEWAL_MESSAGE, custodian=PATIENT, **_OWN))),
    speaks(replace(_renewal_draft(grant_from=(HOSPITAL,), **_OWN), custodian=OTHER_HOSPITAL)),
    is_silent(_task(who=Situation(role="attorney", grant=("dialogue",)))),
    is_silent(_message(who=Situation(role="attorney", grant=("dialogue",)))),
    is_silent(_task(who=Situation(role="attorney", grant=("medicines",)), token=A_RENEWAL)),
    is_silent(_task(who=Situation(role="attorney"), token=A_RENEWAL)),
    speaks(_task(who=Situation(role="attorney", grant=("dialogue",), actor_adult=False), token=A_RENEWAL)),
    is_silent(replace(_message(who=Situation(role="attorney", grant=("dialogue",), also=A_RENEWAL_MESSAGE)), type="Observation")),
    is_silent(replace(_task(who=Situation(role="attorney", grant=("dialogue",)), token=A_RENEWAL), type="Observation")),
    is_silent(_task(who=Situation(role="guardian", grant=("dialogue",)), token=A_RENEWAL)),
    is_silent(_task(token=A_RENEWAL)),
)

DRAFTS = (
    speaks(_draft(who=Situation(role="staff"), act="read")),
    speaks(_draft(who=Situation(role="staff", purpose="BTG"), act="read")),
    speaks(_draft(who=Situation(role="system"), act="read")),
    speaks(_draft(who=Situation(role="system", purpose="HOPERAT"), act="read")),
    is_silent(_draft(who=Situation(role="staff"))),
    is_silent(_draft(who=Situation(role="system"))),
    is_silent(_message("preparation", Situation(role="staff"), act="read")),
    is_silent(replace(_draft(who=Situation(role="staff"), act="read"), type="Observation")),
    is_silent(_draft(act="read")),
    is_silent(_draft(who=Situation(role="attorney", grant=("dialogue",)), act="read")),
)

CLINICS_DRAFTS = (
    speaks(_message("preparation", token=A_CLINICS_MESSAGE, act="read")),
    speaks(_message("stopped", token=A_CLINICS_MESSAGE, act="read")),
    speaks(_message("preparation", who=Situation(custodian=None), token=None, act="read")),
    speaks(_message("preparation", who=Situation(role="attorney", grant=("dialogue",)), token=A_CLINICS_MESSAGE, act="read")),
    speaks(_message("preparation")),
    is_silent(_message("completed", token=A_CLINICS_MESSAGE, act="read")),
    is_silent(_draft(act="read")),
    is_silent(replace(_message("preparation", act="read"), type="Observation")),
    is_silent(_message("preparation", who=Situation(role="staff"), token=A_CLINICS_MESSAGE, act="read")),
)

OTHERS = (
    speaks(_message(who=Situation(role="staff", custodian=OTHER_HOSPITAL), act="read")),
    speaks(_message(who=Situation(role="staff", custodian=OTHER_HOSPITAL), act="read", token=A_CLINICS_MESSAGE)),
    speaks(_task(who=Situation(role="staff", custodian=OTHER_HOSPITAL), act="read")),
    speaks(_message(who=Situation(role="staff", custodian=None), act="read")),
    speaks(_message(who=Situation(role="staff", organisation=None), act="read")),
    speaks(_message(who=Situation(role="staff", organisation=None, custodian=None), act="read")),
    is_silent(_message(who=Situation(role="staff"), act="read")),
    is_silent(_task(who=Situation(role="staff"), act="read")),
    is_silent(_message(who=Situation(role="staff", purpose="BTG", custodian=OTHER_HOSPITAL), act="read")),
    is_silent(_message(who=Situation(role="staff", custodian=OTHER_HOSPITAL), act="read", token=None)),
    is_silent(_message(who=Situation(role="staff", custodian=OTHER_HOSPITAL), act="read", token=("category", DIALOGUE, "e-contact"))),
    is_silent(_task(who=Situation(role="staff", custodian=OTHER_HOSPITAL), act="read", token=None)),
    is_silent(_message(who=Situation(role="staff", custodian=OTHER_HOSPITAL))),
    is_silent(_message(who=Situation(custodian=OTHER_HOSPITAL), act="read")),
    is_silent(_message(who=Situation(role="system", custodian=OTHER_HOSPITAL), act="read")),
)

UNANSWERED = (
    speaks(_task("completed", who=Situation(role="staff"), token=A_CONSULTATION)),
    speaks(_task("completed", who=Situation(role="system", purpose="HOPERAT"), token=A_CONSULTATION)),
    speaks(_task("completed", who=Situation(role="system"), token=A_CONSULTATION)),
    speaks(_task("completed", who=Situation(role="staff", also=(AN_ANSWER[0], AN_ANSWER[1], _CLOSED)), token=A_CONSULTATION)),
    is_silent(_task("completed", who=Situation(role="staff", also=AN_ANSWER), token=A_CONSULTATION)),
    is_silent(_task("in-progress", who=Situation(role="staff"), token=A_CONSULTATION)),
    is_silent(_task("rejected", who=Situation(role="staff"), token=A_CONSULTATION)),
    is_silent(_task("completed", who=Situation(role="staff"), token=A_CONVERSATION)),
    is_silent(_task("completed", who=Situation(role="staff"), token=A_CONSULTATION, act="read")),
    is_silent(_task("completed", token=A_CONSULTATION)),
)
