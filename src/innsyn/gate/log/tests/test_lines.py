"""A line is made of a visit's rows alone, also when some of them are missing or strange."""

from datetime import timedelta
from uuid import UUID

from innsyn.gate.log.line import Refusal, Seen
from innsyn.gate.log.lines import Title, line_of, shown_rows
from innsyn.gate.log.wanted import LogFilter
from innsyn.gate.tests.samples import NOW
from innsyn.record.log_row import LogRow
from innsyn.record.logbook import LoggedVisit

VISIT = UUID(int=5)
NURSE = {"actor": {"kind": "staff", "key": "k", "name": "Nina", "organisation": "974749025"}}
CITIZEN = {"actor": {"kind": "citizen", "key": "c", "name": "Kari"}, "ground": {"purpose": "PATRQT", "basis": "gate.basis.own_record"}}


def row(action, *, outcome="done", type_=None, shown=(), minute=0, **detail):
    return LogRow(1, minute, 1, NOW + timedelta(minutes=minute), VISIT, action, type_, ("x",), tuple(shown), outcome, detail)


def line(*rows, titles=None):
    return line_of(LoggedVisit(VISIT, 9, rows), titles or {})


def test_rows_without_anybody_are_an_unknown_visitor():
    found = line(row("read", type_="Observation", shown=[1]))
    assert (found.kind, found.who, found.purpose, found.basis, found.state) == ("unknown", "", "", "", "opened")
    assert found.seen == (Seen("Observation", 1),)


def test_the_opening_says_more_than_the_finding_before_it():
    opening = NURSE | {"ground": {"purpose": "TREAT", "basis": "gate.basis.admitted", "user_selected": False}, "role": "staff"}
    found = line(row("find", **NURSE), row("open", **opening))
    assert (found.state, found.basis, found.user_selected) == ("opened", "gate.basis.admitted", False)


def test_a_citizen_in_another_role_is_a_relative():
    own, other = CITIZEN | {"role": "self"}, CITIZEN | {"role": "parent"}
    assert line(row("open", **own)).kind == "self"
    assert line(row("open", **other)).kind == "relative"


def test_a_citizen_who_was_refused_her_own_record_is_herself_and_a_stranger_is_not():
    assert line(row("refuse", outcome="refused", rule="OWN-4", text="gate.rule.own_youth", **CITIZEN)).kind == "self"
    assert line(row("refuse", outcome="refused", rule="VIS-2", text="gate.rule.another_patient", **CITIZEN)).kind == "relative"


def test_an_emergency_without_a_kept_reason_is_still_loud():
    found = line(row("open", **NURSE, ground={"purpose": "BTG", "basis": "gate.basis.emergency"}, role="staff"))
    assert found.emergency == "gate.emergency.other"


def test_a_refused_reading_whose_explanation_was_lost_is_counted_without_a_reason():
    explained = [row("read", outcome="refused"), row("refuse", outcome="refused", text="gate.rule.draft", explains=True)]
    found = line(row("open", **NURSE), *explained, row("read", outcome="refused"))
    assert found.refusals == (Refusal("", 1), Refusal("gate.rule.draft", 1))


def test_what_has_no_name_for_readers_is_information_in_the_record():
    found = line(row("read", type_="SubstanceProtein", shown=[1]), row("search", shown=[2]), row("create", type_="Account"))
    assert found.seen == (Seen("", 2),)
    assert found.written == (Seen("", 1),)


def test_two_versions_of_one_document_are_one_document():
    titles = {1: Title("DocumentReference", "d", "Epikrise"), 2: Title("DocumentReference", "d", "Epikrise, rettet")}
    found = line(row("read", type_="DocumentReference", shown=[1]), row("read", type_="DocumentReference", shown=[2]), titles=titles)
    assert found.seen == (Seen("DocumentReference", 1, ("Epikrise, rettet",)),)


def test_no_more_than_twenty_titles_are_told():
    titles = {number: Title("DocumentReference", str(number), f"Nr {number}") for number in range(30)}
    (seen,) = line(row("search", type_="DocumentReference", shown=range(30)), titles=titles).seen
    assert (seen.count, len(seen.titles)) == (30, 20)


def test_the_gates_own_questions_show_nobody_anything():
    visit = LoggedVisit(VISIT, 9, (row("search", shown=[1], about="contact"), row("read", shown=[2]), row("refuse", shown=[3])))
    assert shown_rows(visit) == {2: None}


def test_a_type_that_is_known_once_is_known():
    several = row("search", type_="Observation,DocumentReference", shown=[1, 2])
    single = row("read", type_="Observation", shown=[1])
    for rows in ((several, single), (single, several)):
        assert shown_rows(LoggedVisit(VISIT, 9, rows)) == {1: "Observation", 2: None}


def test_writing_that_was_refused_was_not_written():
    assert line(row("create", outcome="refused", type_="Observation")).written == ()


def test_a_filter_wants_what_it_says():
    nurse = line(row("open", **NURSE, role="staff"))
    assert LogFilter(organisation="974749025").wants(nurse)
    assert not LogFilter(organisation="1").wants(nurse)
    assert not LogFilter(emergency_only=True).wants(nurse)
    assert not LogFilter(refused_only=True).wants(nurse)
    assert LogFilter(refused_only=True).wants(line(row("refuse", outcome="refused", **NURSE)))


def test_everyone_but_herself_and_the_systems_is_asked_of_the_record():
    assert LogFilter(who="others").comers == ("relative", "staff", "unknown")
    assert LogFilter().comers is None


def test_what_was_opened_by_itself_is_named_apart_from_what_stood_in_a_list():
    titles = {1: Title("DocumentReference", "a", "Epikrise"), 2: Title("DocumentReference", "b", "Notat")}
    listed, read = row("search", type_="DocumentReference", shown=[1, 2]), row("read", type_="DocumentReference", shown=[2])
    found = line(listed, read, row("read", shown=[7]), titles=titles)
    assert found.opened == ("Notat",)
    assert sum(seen.count for seen in found.seen) == 3


def listed(**more):
    ground = {"purpose": "HCOMPL", "basis": "gate.basis.unusual_list", "user_selected": False}
    return row("search", type_="AuditEvent", **NURSE, ground=ground, **more)


def test_somebody_who_saw_a_list_opened_nothing_and_looked_nobody_up():
    found = line(listed())
    assert (found.is_listed, found.office) == (True, "privacy-officer")
    assert not line(listed(), row("open", **NURSE, ground={"purpose": "HCOMPL", "basis": "gate.basis.access_question"})).is_listed
    assert not line(row("open", **NURSE)).is_listed


def test_the_officer_is_not_asked_about_herself_and_others_are():
    assert not line(listed()).can_be_asked_about
    review = {"purpose": "HCOMPL", "basis": "gate.basis.access_question"}
    assert not line(row("open", **NURSE, ground=review)).can_be_asked_about
    assert line(row("open", **NURSE)).can_be_asked_about
    assert not line(row("open", **CITIZEN)).can_be_asked_about
    assert not line(row("open", actor={"kind": "staff", "key": "k"})).can_be_asked_about
