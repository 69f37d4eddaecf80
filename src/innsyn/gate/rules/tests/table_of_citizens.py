"""The table at the citizens' door: what of a record is open to the patient and to those who act for her, and what they may write.

Source: docs/law/access-rules.md; docs/law/graded-ages.md; docs/spec/access.md; Helsenorge's rules for representation; Volven 9603.
"""

from innsyn.gate.rules.situation import HOSPITAL
from innsyn.gate.rules.tests.table_of_facts import LIVES, in_force, is_own, own_shields
from innsyn.gate.rules.tests.table_of_kinds import (
    ALONG,
    AREA,
    CARED_FOR,
    CLOSES_TO_CITIZENS,
    CONVERSATIONS,
    DOCUMENTS,
    DONE_ACTION,
    FROM_CITIZEN,
    GRANT,
    KNOWN,
    OF_RENEWAL,
    OWN_EVENT,
    PARENTS_UNTIL,
    PATIENT,
    QUESTION,
    RENEWAL,
    SHIELD,
    TASKS,
    WISH,
    WITHHOLDING,
    YOUTH_TYPES,
    is_drafted,
)


def opened_to(who, shelf):
    age = LIVES[who.born]
    if who.dead or age is None or is_own(who) != (who.role == "self"):
        return 0
    if who.role == "self":
        return shelf.everything if age >= 16 else _graded_for_youth(who, shelf) if age >= 12 else 0
    if who.protected or who.actor_protected is not False:
        return 0
    return {"parent": _opened_to_parent, "guardian": _opened_to_guardian, "attorney": _opened_to_attorney}[who.role](who, shelf, age)


def _opened_to_parent(who, shelf, age):
    """Somebody with responsibility, where a parent with responsibility lives with the child and nobody's address is protected."""
    if who.parent not in ("home", "away") or who.other_parent_protected is not False:
        return 0
    return shelf.everything if age < 12 else _graded_for_parents(who, shelf, age) if age < 16 else 0


def _opened_to_guardian(who, shelf, age):
    if not in_force(who.guardian_days):
        return 0
    if who.guardian == "care" and not 12 <= age < 16:
        cared_for = shelf.of_type(*(type_ for area in CARED_FOR for type_ in AREA[area]))
        return shelf.of_type("Patient") | (cared_for & shelf.kept_by(*who.care_from))
    if who.guardian not in ("personal", "both"):
        return 0
    return _graded_for_parents(who, shelf, age) if 12 <= age < 16 else shelf.everything


def _opened_to_attorney(who, shelf, age):
    if who.grant is None or not in_force(who.grant_days) or not who.grant_is_readable or age < 16 or who.actor_adult is not True:
        return 0
    granted = shelf.of_type(*(type_ for area in who.grant for type_ in (*AREA[area], *ALONG.get(area, ()))))
    granted |= conversations(shelf) if "dialogue" in who.grant else 0
    if not who.grant_from:
        return shelf.of_type("Patient") | granted
    drafts = shelf.drafted_by("actor") & shelf.drafted_to(*who.grant_from) if "dialogue" in who.grant else 0
    return shelf.of_type("Patient") | (granted & shelf.kept_by(*who.grant_from)) | drafts


def _graded_for_parents(who, shelf, age):
    types = [type_ for area, until in PARENTS_UNTIL.items() if age < until for type_ in AREA[area]]
    return _graded(who, shelf, types) & ~shelf.labelled("R")


def _graded_for_youth(who, shelf):
    """What she reaches, the conversations she has with those clinics, and what she has asked for herself."""
    hers = shelf.coded(WISH) | conversations(shelf)
    return _graded(who, shelf, YOUTH_TYPES) | (_graded(who, shelf, ("Task",)) & hers) | _youths_drafts(who, shelf)


def _youths_drafts(who, shelf):
    """What she writes to those who have chosen the graded ages."""
    return shelf.drafted_by("actor") & (shelf.everything if "*" in who.graded else shelf.drafted_to(*who.graded))


def _graded(who, shelf, types):
    """These types of those who have chosen the graded ages, and whose record it is; nothing at all where nobody has."""
    if not who.graded:
        return 0
    theirs = shelf.everything if "*" in who.graded else shelf.kept_by(*who.graded)
    return shelf.of_type("Patient") | (shelf.of_type(*types) & theirs)


def closed_to(who, shelf):
    labels = shelf.labelled(*(CLOSES_TO_CITIZENS - {"NORU"})) | (shelf.labelled("NORU") & ~_opened_by_time(who, shelf))
    labels |= shelf.labelled_beyond(KNOWN) | shelf.labelled(WITHHOLDING)
    labels |= shelf.labelled("NORN_FORANS") if who.role in ("parent", "guardian") else 0
    labels |= shelf.labelled("NORN_UNGDOM") if _is_youth(who) else 0
    labels |= shelf.of_type(*DOCUMENTS) if "NORN_ALL" in who.record_labels else 0
    unfinished = is_drafted(shelf) | shelf.status("entered-in-error") | shelf.verified_as("entered-in-error")
    unfinished |= unsent(shelf) & ~shelf.kept_by(PATIENT) | _others_drafts(who, shelf)
    return labels | unfinished | _too_new(who, shelf) | _withheld(who, shelf) | _renewals(who, shelf)


def _others_drafts(who, shelf):
    """What another keeps for herself until it is sent is for the patient alone, and a young person finds nothing that others began."""
    if _is_youth(who):
        return shelf.of_type("Communication") & shelf.kept_by(PATIENT) & ~_youths_drafts(who, shelf)
    return shelf.drafted_by("another") if who.role != "self" else 0


def _renewals(who, shelf):
    """Whoever has the dialogue but not the medicines of somebody renews no prescriptions there."""
    if who.role != "attorney" or who.grant is None or "dialogue" not in who.grant:
        return 0
    renewals = shelf.of_type("Task") & shelf.coded(RENEWAL) | shelf.of_type("Communication") & shelf.coded(OF_RENEWAL)
    if "medicines" not in who.grant:
        return renewals
    drafts = shelf.drafted_by("actor", "another") & shelf.drafted_to(*who.grant_from)
    return renewals & ~shelf.kept_by(*who.grant_from) & ~drafts if who.grant_from else 0


def _is_youth(who):
    return who.role == "self" and LIVES[who.born] in (12, 13, 14, 15)


def _opened_by_time(who, shelf):
    """What the nation lets open by itself, so many days after it was signed, of those who have chosen nothing themselves."""
    if who.noru_days is None:
        return 0
    return shelf.everything & ~shelf.fresher_than(who.noru_days) & ~_choosers(who, shelf)


def _too_new(who, shelf):
    if who.delay_days is None:
        return 0
    theirs = shelf.kept_by(HOSPITAL) if who.delay_of == "hospital" else shelf.everything & ~_choosers(who, shelf)
    kind = shelf.of_type("DocumentReference") & (shelf.coded(who.delay_code) if who.delay_code else shelf.everything)
    return kind & theirs & shelf.fresher_than(who.delay_days)


def _choosers(who, shelf):
    return shelf.kept_by(*(number for number in who.graded if number != "*"))


def _withheld(who, shelf):
    """What a decision in force names of what the organisation that took it keeps, for those its code is about."""
    decided = shelf.of_type(who.type) & shelf.kept_by(who.withheld_by) if who.withheld_what == "this" else 0
    about = {"NORN_FORANS": who.role in ("parent", "guardian"), "NORN_UNGDOM": _is_youth(who), "N": False, "NORS": False, None: False}
    is_closed = about.get(who.withheld, True) and in_force(who.withheld_days)
    wished = shelf.of_type(who.type) & shelf.kept_by(who.wish_to) if who.wish == "this" and who.role in ("parent", "guardian") else 0
    return (decided if is_closed else 0) | wished


def arranged(who, shelf):
    """How access is arranged is the patient's own; a parent of a small child sees the child's own shields, and what was answered."""
    if who.role == "self":
        return 0
    hers = shelf.of_type("Consent", "RelatedPerson") | (shelf.of_type("Task") & shelf.coded(*TASKS))
    return hers & ~own_shields(shelf) & ~_questions(shelf) if _decides_for_a_child(who) else hers


def decided_by(who, shelf):
    """What she decides about access, the appointments she asks for, what she writes to clinics, and what she keeps in her calendar."""
    return _arranged_by(who, shelf) | _booked_by(who, shelf) | _taken_back_by(who, shelf) | _written_by(who, shelf) | _kept_by(who, shelf)


def _kept_by(who, shelf):
    """Her own events and what she has done of a plan: her own hand from sixteen, a small child's parents', a guardian's for either."""
    events = shelf.coded(OWN_EVENT) & shelf.status("accepted", "cancelled")
    done = shelf.coded(DONE_ACTION) & shelf.status("completed", "cancelled")
    age = LIVES[who.born]
    is_open = age is not None and (age >= 16 or (age < 12 and who.role != "self"))
    return shelf.of_type("Task") & shelf.kept_by(PATIENT) & (events | done) & opened_to(who, shelf) if is_open else 0


def _booked_by(who, shelf):
    """Of a clinic, asked for and not answered, called off, or answered: for whoever acts alone, and for others only with all of the part.

    A young person wishes and answers in confidence."""
    asked = shelf.of_type("Appointment") & shelf.status("proposed", "pending", "cancelled")
    wished = shelf.of_type("Appointment") & shelf.status("proposed", "cancelled")
    answered, age = shelf.of_type("AppointmentResponse"), LIVES[who.born]
    theirs = opened_to(who, shelf) & ~shelf.kept_by(PATIENT)
    if age is not None and 12 <= age < 16 and who.role == "self":
        return (wished | answered) & shelf.labelled("R") & theirs
    is_open = age is not None and (age >= 16 or (age < 12 and who.role != "self"))
    return (asked | answered) & theirs if is_open else 0


def _taken_back_by(who, shelf):
    """Her own referral, with whoever has it: nobody takes one back for another."""
    is_grown = who.role == "self" and (LIVES[who.born] or 0) >= 16
    return shelf.of_type("ServiceRequest") & shelf.status("revoked") & ~shelf.kept_by(PATIENT) & opened_to(who, shelf) if is_grown else 0


def _written_by(who, shelf):
    """To a clinic as long as the conversation lasts, and what is not sent: a young person only to clinics that have chosen so."""
    hers = shelf.of_type("Communication") & shelf.coded(FROM_CITIZEN)
    begun = conversations(shelf) & shelf.status("requested", "received", "accepted", "in-progress", "failed", "cancelled")
    sent = (begun | hers & shelf.status("in-progress", "completed", "not-done")) & ~shelf.kept_by(PATIENT)
    age = LIVES[who.born]
    is_young = age is not None and 12 <= age < 16
    drafts = hers & unsent(shelf) & shelf.kept_by(PATIENT)
    return opened_to(who, shelf) & (sent | drafts & (_youths_drafts(who, shelf) if is_young else shelf.everything))


def _arranged_by(who, shelf):
    """Powers of attorney and shields of her own, and asking an organisation, as long as it has not begun to answer."""
    asks = shelf.of_type("Task") & shelf.status("requested", "cancelled")
    hers = shelf.of_type("Consent") & shelf.kept_by(PATIENT)
    age = LIVES[who.born] or 0
    if who.role == "self" and is_own(who) and not who.dead:
        grown_up = (hers & shelf.coded(GRANT, SHIELD)) | (asks & shelf.coded(WISH, QUESTION))
        return grown_up if age >= 16 else asks & shelf.coded(WISH) & _graded(who, shelf, ("Task",)) if age >= 12 else 0
    if _decides_for_a_child(who):
        return (hers & shelf.coded(SHIELD) & ~shelf.coded(GRANT)) | (asks & shelf.coded(QUESTION))
    return 0


def _decides_for_a_child(who):
    age = LIVES[who.born]
    is_let_in = not (
        who.dead or is_own(who) or who.protected or who.actor_protected is not False or who.other_parent_protected is not False
    )
    return who.role == "parent" and age is not None and age < 12 and is_let_in and who.parent in ("home", "away")


def _questions(shelf):
    return shelf.of_type("Task") & shelf.coded(QUESTION)


def conversations(shelf):
    """Tasks that are conversations with a clinic."""
    return shelf.of_type("Task") & shelf.coded(*CONVERSATIONS)


def unsent(shelf):
    """Messages that nobody has sent."""
    return shelf.of_type("Communication") & shelf.status("preparation", "stopped")
