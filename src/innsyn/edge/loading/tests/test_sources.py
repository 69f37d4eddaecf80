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


def test_a_named_file_is_kept_whatever_it_is_and_named_twice_is_read_once(tmp_path):
    (tmp_path / "a.xml").write_bytes(b"<x/>")
    assert [file.name for file in files([tmp_path / "a.xml", tmp_path / "a.xml", tmp_path])] == ["a.xml"]


def test_lines_know_their_numbers_and_blank_ones_are_passed_over(tmp_path):
    (tmp_path / "a.ndjson").write_bytes(BUNDLE + b"\n\n  \n" + BUNDLE)
    (unit,) = units(tmp_path / "a.ndjson")
    assert unit.line_numbers == (1, 4)
    assert unit.documents == (BUNDLE, BUNDLE)


def test_a_run_of_large_lines_is_cut_early(tmp_path, monkeypatch):
    monkeypatch.setattr("innsyn.edge.loading.sources.LARGEST_RUN_BYTES", 2 * len(BUNDLE))
    (tmp_path / "a.ndjson").write_bytes(b"\n".join([BUNDLE] * 5))
    assert [len(unit.documents) for unit in units(tmp_path / "a.ndjson")] == [2, 2, 1]


def test_a_line_that_is_too_long_ends_the_reading_and_what_came_before_is_kept(tmp_path, monkeypatch):
    monkeypatch.setattr("innsyn.edge.loading.sources.LARGEST_RUN_BYTES", 10)
    monkeypatch.setattr("innsyn.edge.loading.sources.LARGEST_LINE_BYTES", len(BUNDLE) + 1)
    (tmp_path / "a.ndjson.gz").write_bytes(gzip.compress(BUNDLE + b"\n" + b"x" * 1_000 + b"\n" + BUNDLE))
    unit, unread = units(tmp_path / "a.ndjson.gz")
    assert unit.documents == (BUNDLE,)
    assert unread.problem.code == "too-long"


def test_how_far_the_reading_has_come_is_counted_in_the_packed_file(tmp_path):
    file = tmp_path / "a.ndjson.bz2"
    file.write_bytes(bz2.compress(b"\n".join([BUNDLE] * (3 * LINES_PER_UNIT))))
    read = [unit.read_bytes for unit in units(file)]
    assert read == sorted(read)
    assert read[-1] == file.stat().st_size


def test_a_file_that_is_not_there_is_said(tmp_path):
    assert isinstance(next(units(tmp_path / "gone.json")), Unreadable)


def test_a_packed_file_whose_inside_is_damaged_is_said_and_not_raised(tmp_path):
    packed = bytearray(gzip.compress(bytes(range(256)) * 400))
    packed[20:60] = b"\xff" * 40
    (tmp_path / "a.json.gz").write_bytes(packed)
    assert isinstance(next(units(tmp_path / "a.json.gz")), Unreadable)


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
