"""Files are cut into units that a stopped load recognises; what cannot be read is said."""

import bz2
import gzip

from innsyn.edge.loading.sources import LINES_PER_UNIT, Unreadable, files, units

BUNDLE = b'{"resourceType":"Bundle","type":"transaction"}'


def test_plain_and_packed_files_give_the_same_unit(tmp_path):
    (tmp_path / "a.json").write_bytes(BUNDLE)
    (tmp_path / "b.json.bz2").write_bytes(bz2.compress(BUNDLE))
    (tmp_path / "c.json.gz").write_bytes(gzip.compress(BUNDLE))
    digests = {next(units(file)).digest for file in files([tmp_path])}
    assert len(digests) == 1


def test_lines_are_cut_into_runs(tmp_path):
    (tmp_path / "a.ndjson").write_bytes(b"\n".join([BUNDLE] * (LINES_PER_UNIT + 1)) + b"\n\n")
    assert [len(unit.documents) for unit in units(tmp_path / "a.ndjson")] == [LINES_PER_UNIT, 1]


def test_a_folder_is_read_to_every_depth_and_other_kinds_are_left_out(tmp_path):
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "a.json").write_bytes(BUNDLE)
    (tmp_path / "notes.txt").write_bytes(b"x")
    assert [file.name for file in files([tmp_path])] == ["a.json"]


def test_a_broken_archive_is_said_and_not_raised(tmp_path):
    (tmp_path / "a.json.bz2").write_bytes(bz2.compress(BUNDLE)[:-4])
    assert isinstance(next(units(tmp_path / "a.json.bz2")), Unreadable)


def test_a_named_file_of_another_kind_is_said(tmp_path):
    (tmp_path / "a.xml").write_bytes(b"<x/>")
    assert isinstance(next(units(tmp_path / "a.xml")), Unreadable)


def test_a_file_that_unpacks_to_too_much_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr("innsyn.edge.loading.sources.LARGEST_FILE_BYTES", 10)
    (tmp_path / "a.json.gz").write_bytes(gzip.compress(b" " * 11))
    assert next(units(tmp_path / "a.json.gz")).problem.code == "too-long"
