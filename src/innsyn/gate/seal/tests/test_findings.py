"""A finding says its place so that a person can go there, and a machine can read it."""

from innsyn.gate.seal.findings import Finding, Kind, Report
from innsyn.gate.seal.root import sign_root
from innsyn.gate.seal.tests.samples import KEYS, NOW


def test_a_place_is_said_as_exactly_as_it_is_known():
    assert Finding(Kind.ROW_CHANGED, leaf=0, owner=7, entry=9).place == "owner/entry 7/9, leaf 0"
    assert Finding(Kind.ROOT_DIFFERS, start=0, end=5).place == "leaves 0 to 4"
    assert Finding(Kind.NODE_CHANGED, node="4/0").place == "node 4/0"
    assert Finding(Kind.WITNESS_UNREADABLE, line=3).place == "line 3"


def test_an_owner_is_written_as_text_for_machines():
    assert Finding(Kind.ROW_ADDED, owner=1 << 62, entry=9).as_json() == {
        "kind": "row added", "owner": str(1 << 62), "entry": 9, "place": f"owner/entry {1 << 62}/9",
    }  # fmt: skip


def test_a_report_is_whole_when_nothing_was_found():
    seal = sign_root(KEYS, size=5, root=b"\x01" * 32, at=NOW)
    report = Report(size=5, seals=1, newest=seal)
    assert report.is_whole
    assert report.as_json()["newest"]["root"] == "01" * 32
    report.findings.append(Finding(Kind.LEAF_CHANGED, leaf=1))
    assert not report.is_whole
    assert report.as_json() | {"newest": None} == {
        "whole": False, "size": 5, "seals": 1, "unsealed": 0, "newest": None,
        "findings": [{"kind": "leaf changed", "leaf": 1, "place": "leaf 1"}],
    }  # fmt: skip
