"""The report adds up, gathers what was refused for the same reason, and says where."""

import json

from innsyn.edge.loading.ledger import LoadedPerson
from innsyn.edge.loading.outcome import Count, Outcome, Refusal
from innsyn.edge.loading.report import Report, place_of, reasons


def refusal(entry, text="no such patient", **more):
    return Refusal("a.json", "not-found", text, entry=entry, **more)


def a_report():
    report = Report(files=2, took_s=2.0)
    report.add(Outcome({"Patient": Count(new=1), "Observation": Count(3, 2, 1)}, (refusal(4),)))
    report.add(Outcome({"Observation": Count(new=1, refused=5)}, tuple(refusal(entry) for entry in range(5))))
    report.people["p1"] = LoadedPerson("ruth-p1", "p1", "Ruth", "Prøve", None)
    return report


def test_counts_add_up():
    report = a_report()
    assert report.counts["Observation"] == Count(4, 2, 6)
    assert (report.total, report.units) == (Count(5, 2, 6), 2)
    assert report.rate == 3.5
    assert Report().rate == 0


def test_the_same_reason_is_told_once_with_a_few_places():
    report = a_report()
    report.add(Outcome({"": Count(refused=1)}, (refusal(None, "broken"),)))
    (text, count, places), (other, once, _) = reasons(report)
    assert (text, count, places) == ("no such patient (not-found)", 6, ["a.json entry 4", "a.json entry 0", "a.json entry 1"])
    assert (other, once) == ("broken (not-found)", 1)


def test_a_place_names_line_entry_and_element():
    assert place_of(refusal(3, line=7, path="Patient.name")) == "a.json line 7 entry 3 Patient.name"


def test_the_json_says_all_of_it():
    told = json.loads(json.dumps(a_report().as_json()))
    assert told["resources"] == {"new": 5, "unchanged": 2, "refused": 6}
    assert told["by_type"]["Patient"] == {"new": 1, "unchanged": 0, "refused": 0}
    assert told["refusals"][1] == {"file": "a.json", "code": "not-found", "text": "no such patient", "entry": 0}
    assert [person["key"] for person in told["people"]] == ["ruth-p1"]


def test_what_was_new_the_first_time_is_not_merely_unchanged_the_second():
    early = Outcome({"Observation": Count(new=2, refused=1)})
    late = Outcome({"Observation": Count(new=1, unchanged=2), "Patient": Count(unchanged=1)})
    assert late.after(early).counts == {"Observation": Count(3, 0, 0), "Patient": Count(0, 1, 0)}


def test_so_many_refusals_are_kept_and_no_more():
    report = Report()
    for _ in range(3):
        report.add(Outcome({"": Count(refused=4_000)}, (refusal(1),) * 4_000))
    assert len(report.refusals) == 10_000
    assert report.total.refused == 12_000
