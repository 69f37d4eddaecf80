"""Paths: what they find, and which are said not to be understood."""

import pytest

from innsyn.fhir.exact import read_exact
from innsyn.fhir.patch.nodes import Node, root
from innsyn.fhir.patch.path_evaluation import Evaluation
from innsyn.fhir.patch.path_reading import read_path
from innsyn.fhir.patch.path_values import value_of
from innsyn.fhir.patch.path_words import NotUnderstood, shown

PATIENT = b"""{"resourceType":"Patient","id":"p","active":true,"multipleBirthInteger":2,"birthDate":"1990-02-03",
"_birthDate":{"extension":[{"url":"http://a.example/time","valueDateTime":"1990-02-03T10:00:00Z"}]},
"name":[{"use":"official","family":"Moen","given":["Kari","Anne"],"_given":[null,{"id":"g"}]},{"use":"usual","given":["Kaia"]}],
"contact":[{"name":{"family":"Berg"},"telecom":[{"rank":1,"value":"a"},{"rank":2,"value":"b"}]}],
"contained":[{"resourceType":"Organization","id":"o","name":"Sykehuset"},{"resourceType":"Practitioner","id":"q"}],
"managingOrganization":{"reference":"#o"}}"""


def found(path):
    resource = root(read_exact(PATIENT))
    items = Evaluation(resource).evaluate(read_path(path), [resource])
    values = [value_of(item) for item in items]
    return [value.text if hasattr(value, "text") else value for value in values]


@pytest.mark.parametrize(
    ("path", "values"),
    [
        ("Patient.birthDate", ["1990-02-03"]),
        ("birthDate", ["1990-02-03"]),
        ("DomainResource.id", ["p"]),
        ("%resource.birthDate", ["1990-02-03"]),
        ("$this.active", [True]),
        ("Patient.name.given", ["Kari", "Anne", "Kaia"]),
        ("Patient.name[1].given", ["Kaia"]),
        ("Patient.name.given[1]", ["Anne"]),
        ("Patient.name.given[9]", []),
        ("Patient.multipleBirth", ["2"]),
        ("(Patient.name).first().family", ["Moen"]),
        ("Patient.`name`.family", ["Moen"]),
        ("Patient.name.given.where(id = 'g')", ["Anne"]),
        ("Patient.birthDate.extension('http://a.example/time').value", ["1990-02-03T10:00:00Z"]),
        ("Patient.birthDate.extension.where(url='http://a.example/none')", []),
        ("Patient.contact.telecom.where(rank = 2).value", ["b"]),
        ("Patient.contact.telecom.where(rank > 1 and value.exists()).value", ["b"]),
        ("Patient.contact.telecom.where(rank <= 1 or value = 'b').value", ["a", "b"]),
        ("Patient.contact.telecom.where(rank = 1 xor value = 'b').value", ["a", "b"]),
        ("Patient.contact.telecom.where(use.exists() implies rank = 9).value", ["a", "b"]),
        ("Patient.contact.telecom.where((rank = 1).not()).value", ["b"]),
        ("Patient.contact.telecom.where(use.empty() and rank != 1).value", ["b"]),
        ("Patient.contact.telecom.where($this.value.startsWith('a')).rank", ["1"]),
        ("Patient.contact.telecom.where(value.endsWith('b')).rank", ["2"]),
        ("Patient.contact.where(name.family.contains('er')).telecom.count()", ["2"]),
        ("Patient.name.where(given.exists($this = 'Anne')).family", ["Moen"]),
        ("Patient.name.where(given.all($this = 'Kaia')).use", ["usual"]),
        ("Patient.name.select(given.first())", ["Kari", "Kaia"]),
        ("Patient.name.given.tail()", ["Anne", "Kaia"]),
        ("Patient.name.given.skip(1).take(1)", ["Anne"]),
        ("Patient.name.last().single().use", ["usual"]),
        ("Patient.name.where(family.hasValue()).use", ["official"]),
        ("Patient.contained.ofType(Organization).name", ["Sykehuset"]),
        ("(Patient.contained as Organization).name", ["Sykehuset"]),
        ("Patient.contained.where($this is FHIR.Practitioner).id", ["q"]),
        ("Patient.managingOrganization.resolve().name", ["Sykehuset"]),
        ("Patient.birthDate < @1990-02-04", [True]),
        ("Patient.birthDate = @1990-02-03", [True]),
        ("Patient.name.where(period.start < @2020-01-01)", []),
        (r"'a\'\u0041\n\\'", ["a'A\n\\"]),
    ],
)
def test_a_path_finds(path, values):
    assert found(path) == values


@pytest.mark.parametrize(
    "path",
    [
        "",
        "Patient.",
        "Patient..name",
        "Patient.name[",
        "Patient.name[x]",
        "Patient.name['a']",
        "Patient.name[-1]",
        "Patient.name.where(use = 'a'",
        "Patient.name.where(use 'a')",
        "Patient.name.where()",
        "Patient.name.where(use = 'a', given = 'b')",
        "Patient.name.where(given = 'a' and given)",
        "Patient.name.matches('a')",
        "Patient.name.repeat(given)",
        "Patient.name | Patient.contact",
        "Patient.name.given + 'x'",
        "Patient.names",
        "Patient.name.given.single()",
        "Patient.birthDate < 3",
        "Patient.birthDate < @1990",
        "Patient.name.given < 'a'",
        "Patient.contained.ofType('Organization')",
        "Observation.status",
        "Patient.name.skip('a')",
        "Patient.name.where(%other = 1)",
        "Patient.name§",
        "'open",
        " " * 2000 + "active",
        "(" * 31 + "active" + ")" * 31,
        " and ".join(["active"] * 62),
    ],
)
def test_a_path_beyond_this_evaluator_is_said_not_to_be_understood(path):
    with pytest.raises(NotUnderstood):
        found(path)


@pytest.mark.parametrize(
    ("given", "beside", "ids"), [('["a"]', '[null,{"id":"b"}]', ["b"]), ('["a","b"]', '[{"id":"a"}]', ["a"]), ("[]", "[]", [])]
)
def test_lists_side_by_side_may_have_different_lengths(given, beside, ids):
    resource = root(read_exact(f'{{"resourceType":"Patient","name":[{{"given":{given},"_given":{beside}}}]}}'))
    items = Evaluation(resource).evaluate(read_path("Patient.name.given.id"), [resource])
    assert [value_of(item) for item in items] == ids


def test_a_path_that_multiplies_its_work_is_stopped():
    body = b'{"resourceType":"Patient","name":[' + b",".join([b'{"given":["a"]}'] * 400) + b"]}"
    resource = root(read_exact(body))
    path = read_path("Patient.name.where(%resource.name.where(%resource.name.exists(given = 'b')).exists())")
    with pytest.raises(NotUnderstood, match="too much work"):
        Evaluation(resource).evaluate(path, [resource])


def test_a_node_knows_where_it_stands():
    resource = root(read_exact(PATIENT))
    (node,) = Evaluation(resource).evaluate(read_path("Patient.name[0].given[1]"), [resource])
    assert isinstance(node, Node)
    assert (node.name, node.position, node.kind, node.value, node.companion) == ("given", 1, "string", "Anne", {"id": "g"})


@pytest.mark.parametrize(
    ("path", "told"),
    [("a.where(b = 'Kari')", "a.where(b = '…')"), ("a = 'Ka\\'ri", "a = '…'"), ("a" * 300, "a" * 200 + "…"), ("a.b", "a.b")],
)
def test_texts_in_a_path_are_not_shown(path, told):
    assert shown(path) == told
