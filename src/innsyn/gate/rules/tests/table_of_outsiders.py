"""The table for personnel, offices and systems: what of a record they come to, and what they may write.

Source: docs/law/access-rules.md; docs/spec/access.md; docs/spec/shields.md; Volven 9060; Tillitsrammeverk.
"""

from innsyn.gate.rules.situation import HOSPITAL, OTHER_HOSPITAL
from innsyn.gate.rules.tests.table_of_facts import in_force, is_own, own_shields
from innsyn.gate.rules.tests.table_of_kinds import (
    ANSWERS,
    CONSULTATION,
    CONVERSATIONS,
    DONE_ACTION,
    FROM_CITIZEN,
    FROM_CLINIC,
    GRANT,
    KNOWN,
    OPEN_TO_A_FINDER,
    OWN_EVENT,
    PATIENT,
    QUESTION,
    REGISTERED,
)

ORGANISATIONS = (HOSPITAL, OTHER_HOSPITAL)


def _may_come(who):
    """Somebody of a known organisation to another's record, to the dead only for work after the death, to an emergency with a reason."""
    is_dead_to_her = who.dead and who.basis != "gate.basis.after_death"
    is_reasoned = who.purpose != "BTG" or (who.reason or "").strip()
    return not is_dead_to_her and not is_own(who) and who.organisation in ORGANISATIONS and bool(is_reasoned)


def _has_need(who):
    is_worker = who.profession in ("LE", "SP", "KI")
    return is_worker and (who.purpose or "TREAT") in ("TREAT", "ETREAT", "COC", "BTG")


def _holds(who, post, purpose):
    return post in who.posts and who.purpose == purpose


def read_by_staff(who, shelf):
    """Whoever treats sees what is not shielded from her or her like; an office sees the little that was asked of it, but for a shield that
    names the very person."""
    if not _may_come(who):
        return 0
    opened = shelf.everything & ~_questions(shelf) if _has_need(who) else 0
    own = shelf.kept_by(who.organisation)
    if _holds(who, "registrar", "PATADMIN"):
        opened = shelf.of_type("Patient") | (shelf.of_type("Consent") & shelf.coded(GRANT))
    if _holds(who, "privacy-officer", "HCOMPL"):
        opened = shelf.of_type("Patient") | (_questions(shelf) & own)
    closed = _blocked(who, shelf) | _shielded(who, shelf) | _unsent(shelf) | _with_others(who, shelf) | _calendar(shelf)
    return opened & ~closed & ~own_shields(shelf) & ~shelf.of_type("Binary")


def written_by_staff(who, shelf):
    if not _may_come(who):
        return 0
    own, grants = shelf.kept_by(who.organisation), shelf.of_type("Consent") & shelf.coded(GRANT)
    opened = own & ~_only_she_opens(shelf) & ~_questions(shelf) if _has_need(who) else 0
    if _holds(who, "registrar", "PATADMIN"):
        opened = grants & own
    if _holds(who, "privacy-officer", "HCOMPL"):
        opened = _questions(shelf) & own
    return opened & ~_blocked(who, shelf) & ~own_shields(shelf) & ~_closed_unanswered(shelf)


def _blocked(who, shelf):
    """The patient's blocks and labels nobody knows hold, but for whoever breaks the glass."""
    return 0 if who.purpose == "BTG" else shelf.labelled("NORS") | shelf.labelled_beyond(KNOWN)


def _shielded(who, shelf):
    """What a shield in force against the visitor closes: of its keeper, all or what it names; whose record it is, where it is told."""
    if who.shield is None or who.purpose == "BTG" or not _is_against(who) or not (in_force(who.shield_days) or not who.shield_is_readable):
        return 0
    what = {"all": shelf.everything, "this": shelf.of_type(who.type), "another": 0}[who.shield_what]
    kept = what if who.shield_by is None else what & shelf.kept_by(who.shield_by)
    return kept if who.shields_told else kept & ~shelf.of_type("Patient")


def _is_against(who):
    if _holds(who, "registrar", "PATADMIN") or _holds(who, "privacy-officer", "HCOMPL"):
        return who.role == "staff" and who.shield in ("person", "key")
    if who.shield == "everybody":
        return True
    if who.shield == "organisation":
        return who.organisation == HOSPITAL
    return who.role == "staff" and (who.shield in ("person", "key") or (who.shield == "profession" and who.profession == "SP"))


def _questions(shelf):
    """What patients ask about who has been in their records: for the privacy officer alone."""
    return shelf.of_type("Task") & shelf.coded(QUESTION)


def _only_she_opens(shelf):
    """Powers of attorney, and relations that pass for the register's."""
    return (shelf.of_type("Consent") & shelf.coded(GRANT)) | (shelf.of_type("RelatedPerson") & shelf.labelled(REGISTERED))


def read_by_system(who, shelf):
    if who.organisation not in ORGANISATIONS:
        return 0
    if who.purpose in ("", "RECORDMGT"):
        return shelf.everything & ~_unsent(shelf) & ~_calendar(shelf)
    if who.purpose != "HOPERAT":
        return 0
    is_found = who.basis == "gate.basis.client_found" and not who.dead and not who.protected
    found = shelf.of_type("Patient") & ~shelf.labelled_beyond(OPEN_TO_A_FINDER) if is_found else 0
    return (shelf.kept_by(who.organisation) | found) & ~_shielded(who, shelf) & ~own_shields(shelf) & ~_questions(shelf) & ~_calendar(shelf)


def written_by_system(who, shelf):
    if who.organisation not in ORGANISATIONS:
        return 0
    if who.purpose in ("", "RECORDMGT"):
        return shelf.everything & ~_closed_unanswered(shelf)
    closes_the_record = shelf.of_type("Consent", "Flag", "RelatedPerson") & shelf.labelled("NORN_ALL")
    kept = shelf.kept_by(who.organisation) if who.purpose == "HOPERAT" else 0
    closed = closes_the_record | own_shields(shelf) | _questions(shelf) | _closed_unanswered(shelf)
    return kept & ~_only_she_opens(shelf) & ~closed


def _unsent(shelf):
    """What the patient has written and keeps herself: no organisation sees it."""
    return shelf.of_type("Communication") & shelf.kept_by(PATIENT)


def _calendar(shelf):
    """What stands in a person's own calendar: no organisation sees it, not in an emergency either."""
    return shelf.of_type("Task") & shelf.coded(OWN_EVENT, DONE_ACTION)


def _with_others(who, shelf):
    """What the patient and another clinic have written to each other, but for whoever breaks the glass."""
    written = shelf.of_type("Communication") & shelf.coded(FROM_CITIZEN, FROM_CLINIC)
    dialogue = written | shelf.of_type("Task") & shelf.coded(*CONVERSATIONS)
    return 0 if who.purpose == "BTG" else dialogue & ~shelf.kept_by(who.organisation)


def _closed_unanswered(shelf):
    """An e-consultation that is closed and says of no answer."""
    return shelf.of_type("Task") & shelf.coded(CONSULTATION) & shelf.status("completed") & ~shelf.coded(*ANSWERS)
