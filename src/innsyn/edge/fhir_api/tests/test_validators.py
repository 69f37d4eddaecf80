"""Entity tags and times: whether the caller has this version already."""

from datetime import UTC, datetime, timedelta

from innsyn.edge.fhir_api.validators import entity_tag, is_known, last_modified, read_http_time, tags

RECORDED = datetime(2026, 11, 22, 11, 0, 0, 250_000, tzinfo=UTC)


def known(**given):
    return is_known(3, RECORDED, **{"if_none_match": None, "if_modified_since": None, **given})


def test_version_is_a_weak_tag():
    assert entity_tag(3) == 'W/"3"'


def test_tag_of_this_version_is_known():
    assert known(if_none_match='W/"2", W/"3"')
    assert known(if_none_match="*")


def test_tag_of_another_version_is_not():
    assert not known(if_none_match='W/"2"')


def test_time_of_this_version_is_known_to_the_second():
    assert known(if_modified_since=last_modified(RECORDED))


def test_earlier_time_is_not():
    assert not known(if_modified_since=last_modified(RECORDED - timedelta(seconds=1)))


def test_tag_goes_before_the_time():
    assert not known(if_none_match='W/"2"', if_modified_since=last_modified(RECORDED))


def test_no_time_at_all_is_not_understood():
    assert read_http_time("yesterday") is None
    assert read_http_time("Sun, 99 Nov 2026 11:00:00 GMT") is None
    assert not known(if_modified_since="yesterday")


def test_malformed_tags_name_nothing():
    assert tags('"; drop, <1>') == []
