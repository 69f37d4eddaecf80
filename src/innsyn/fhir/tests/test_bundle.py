"""Batches and transactions as they are read."""

import json

import pytest

from innsyn.fhir.bundle import Bundle, read_bundle


def entry(verb="POST", url="Patient", resource='{"resourceType":"Patient"}', **request):
    asked = json.dumps({"method": verb, "url": url, **request})
    return f'{{"request":{asked}' + (f',"resource": {resource} }}' if resource else "}")


def bundle(*entries, kind="transaction"):
    return f'{{ "resourceType":"Bundle","type":"{kind}" , "entry" : [ {" , ".join(entries)} ] }}'.encode()


def test_each_resource_keeps_its_own_bytes():
    exact = '{"resourceType":"Patient" ,\n "x":[0.40, 1E2],"name":[{"text":"Bjørk \\u00e6 \\"]}"}]}'
    read = read_bundle(bundle(entry(resource=exact), entry("DELETE", "Patient/1", None)))
    assert isinstance(read, Bundle)
    assert [one.received for one in read.entries] == [exact.encode(), None]
    assert read.entries[0].resource == json.loads(exact)


@pytest.mark.parametrize(
    ("verb", "url", "expected"),
    [
        ("PUT", "Patient/1", ("Patient", "1", None)),
        ("PUT", "/Patient/1", ("Patient", "1", None)),
        ("DELETE", "Patient?identifier=a|b", ("Patient", None, "identifier=a|b")),
        ("GET", "Patient/1/_history/2", ("Patient", "1", None)),
        ("GET", "Patient?name=x", ("Patient", None, "name=x")),
        ("GET", "?_type=Patient", ("", None, "_type=Patient")),
    ],
)
def test_a_request_is_read_from_its_url(verb, url, expected):
    resource = '{"resourceType":"Patient","id":"1"}' if verb == "PUT" else None
    (found,) = read_bundle(bundle(entry(verb, url, resource))).entries
    assert (found.type, found.id, found.query) == expected


def test_conditions_are_kept_as_sent():
    (found,) = read_bundle(bundle(entry(ifNoneExist="identifier=a|b", ifMatch='W/"2"'))).entries
    assert found.conditions == {"ifNoneExist": "identifier=a|b", "ifMatch": 'W/"2"'}


def test_a_bundle_without_entries_has_none():
    assert read_bundle(b'{"resourceType":"Bundle","type":"batch"}').entries == ()
    assert read_bundle(bundle()).entries == ()


@pytest.mark.parametrize(
    ("received", "path"),
    [
        (b"{", ""),
        (b'{"resourceType":"Patient"}', "Bundle.type"),
        (b'{"resourceType":"Bundle","type":"searchset"}', "Bundle.type"),
        (b'{"resourceType":"Bundle","type":"batch","entry":{}}', "Bundle.entry"),
        (b'{"resourceType":"Bundle","type":"batch","entry":[7]}', "Bundle.entry"),
        (bundle("{}"), "Bundle.entry[0].request"),
        (bundle(entry(), entry("TRACE")), "Bundle.entry[1].request"),
        (bundle(entry("POST", "Unicorn")), "Bundle.entry[0].request"),
        (bundle(entry("POST", 7)), "Bundle.entry[0].request"),
        (bundle(entry("POST", "Patient/$validate")), "Bundle.entry[0].request"),
        (bundle(entry("POST", "Patient", None)), "Bundle.entry[0].resource"),
        (bundle(entry("POST", "Patient", "[]")), "Bundle.entry[0].resource"),
        (bundle(entry("PUT", "Observation/1")), "Bundle.entry[0].resource"),
        (bundle(entry("PUT", "Patient")), "Bundle.entry[0].request"),
        (bundle(entry("DELETE", "Patient", None)), "Bundle.entry[0].request"),
    ],
)
def test_what_cannot_be_carried_out_is_refused_at_its_place(received, path):
    (problem,) = read_bundle(received)
    assert problem.path == path


def test_in_a_batch_only_the_faulty_entry_is_refused():
    read = read_bundle(bundle(entry("TRACE"), entry(), kind="batch"))
    assert [one.index for one in read.entries] == [1]
    assert list(read.problems) == [0]
