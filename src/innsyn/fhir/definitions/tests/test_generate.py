"""The generator, tried on definitions made for the purpose, and on the official package where it is at hand."""

import json
import os
from pathlib import Path

import pytest

from innsyn.fhir.definitions import generate
from innsyn.fhir.definitions.package import Package, read_package
from innsyn.fhir.definitions.value_sets import ValueSets

FHIR = "http://hl7.org/fhir/"


def element(path, base=None, types=("string",), least=0, most="1", **more):
    return {"path": path, "min": least, "max": most, "base": {"path": base or path}, "type": [{"code": one} for one in types], **more}


def definition(name, elements, kind="resource", parent="DomainResource", *, abstract=False):
    base = {"baseDefinition": f"{FHIR}StructureDefinition/{parent}"} if parent else {}
    root = {"path": name, "min": 0, "max": "*", "base": {"path": name}}
    snapshot = {"element": [root, *elements]}
    about = {"resourceType": "StructureDefinition", "url": f"{FHIR}StructureDefinition/{name}", "name": name, "kind": kind}
    return {**about, "abstract": abstract, "derivation": "specialization", "snapshot": snapshot, **base}


def code_system(name, concepts, content="complete"):
    return {"resourceType": "CodeSystem", "url": f"{FHIR}{name}", "content": content, "concept": concepts}


def value_set(name, include, exclude=()):
    return {"resourceType": "ValueSet", "url": f"{FHIR}ValueSet/{name}", "compose": {"include": include, "exclude": list(exclude)}}


LEVELS = code_system("level", [{"code": "low"}, {"code": "high", "concept": [{"code": "higher"}, {"code": "highest"}]}])


def package(*resources):
    return Package(iter(resources))


def codes(*resources, name="levels"):
    value_sets = ValueSets(package(LEVELS, *resources))
    short = value_sets.required(f"{FHIR}ValueSet/{name}|4.0.1")
    return value_sets.expanded[short] if short else None


def test_a_value_set_of_a_whole_system_has_all_its_codes():
    assert codes(value_set("levels", [{"system": f"{FHIR}level"}])) == {f"{FHIR}level": {"low", "high", "higher", "highest"}}


def test_a_value_set_may_list_filter_import_and_exclude():
    listed = value_set("levels", [{"system": f"{FHIR}level", "concept": [{"code": "low"}]}])
    below = [{"property": "concept", "op": "is-a", "value": "high"}]
    filtered = value_set(
        "high", [{"system": f"{FHIR}level", "filter": below}], [{"system": f"{FHIR}level", "concept": [{"code": "highest"}]}]
    )
    imported = value_set("both", [{"valueSet": [f"{FHIR}ValueSet/levels"]}, {"valueSet": [f"{FHIR}ValueSet/high"]}])
    assert codes(listed) == {f"{FHIR}level": {"low"}}
    assert codes(filtered, name="high") == {f"{FHIR}level": {"high", "higher"}}
    assert codes(listed, filtered, imported, name="both") == {f"{FHIR}level": {"low", "high", "higher"}}


def test_a_value_set_that_is_not_complete_is_unknown_and_not_empty():
    outside = value_set("levels", [{"system": "urn:iso:std:iso:4217"}])
    fragment = code_system("piece", [{"code": "a"}], content="fragment")
    pieces = value_set("levels", [{"system": f"{FHIR}piece"}])
    odd = value_set("levels", [{"system": f"{FHIR}level", "filter": [{"property": "kind", "op": "=", "value": "x"}]}])
    assert codes(outside) is None
    assert codes(fragment, pieces) is None
    assert codes(odd) is None
    assert codes() is None


@pytest.fixture
def small_package():
    elements = [
        element("Visit.id", "Resource.id"),
        element("Visit.level", types=("code",), least=1, isModifier=True, isSummary=True)
        | {"binding": {"strength": "required", "valueSet": f"{FHIR}ValueSet/levels"}},
        element("Visit.value[x]", types=("string", "boolean")),
        element("Visit.part", types=("BackboneElement",), most="*"),
        element("Visit.part.who", types=("Reference",)),
        {**element("Visit.part.part", most="*"), "contentReference": "#Visit.part"},
    ]
    elements[4]["type"][0]["targetProfile"] = [f"{FHIR}StructureDefinition/Patient"]
    search = {"resourceType": "SearchParameter", "base": ["Visit"], "experimental": False}
    reference = {**search, "url": "urn:who", "code": "who", "type": "reference", "expression": "Visit.part.who", "target": ["Patient"]}
    level = {**search, "url": "urn:level", "code": "level", "type": "token", "expression": "Visit.level"}
    trial = {**search, "url": "urn:trial", "code": "trial", "type": "token", "expression": "Visit.level", "experimental": True}
    component = [{"definition": "urn:level", "expression": "level"}, {"definition": "urn:who", "expression": "part.who"}]
    pair = {**search, "url": "urn:pair", "code": "level-who", "type": "composite", "expression": "Visit", "component": component}
    linked = [{"code": "Visit", "param": ["who"]}, {"code": "Other"}]
    compartment = {"resourceType": "CompartmentDefinition", "url": f"{FHIR}CompartmentDefinition/patient", "resource": linked}
    system_string = [{"code": "http://hl7.org/fhirpath/System.String", "extension": [{"url": "other"}]}]
    system_string[0]["extension"].append({"url": f"{FHIR}StructureDefinition/structuredefinition-fhir-type", "valueUrl": "string"})
    return package(
        LEVELS,
        value_set("levels", [{"system": f"{FHIR}level"}]),
        definition("Visit", elements),
        definition("DomainResource", [], parent="Resource", abstract=True),
        definition("Resource", [element("Resource.id")], parent=None, abstract=True),
        definition("Element", [{**element("Element.id"), "type": system_string}], kind="complex-type", parent=None, abstract=True),
        definition("BackboneElement", [], kind="complex-type", parent="Element", abstract=True),
        *(reference, level, trial, pair, compartment),
    )


def test_the_tables_of_a_small_world(small_package):
    tables = generate.tables_from(small_package)

    assert tables["elements"]["Visit"] == {
        "@": "DomainResource",
        "level": "1..1 code SM =levels",
        "value[x]": "0..1 string|boolean",
        "part": "0..* Visit.part",
    }
    assert tables["elements"]["Visit.part"] == {"@": "BackboneElement", "who": "0..1 Reference(Patient)", "part": "0..* Visit.part"}
    assert tables["elements"]["Resource"] == {"id": "0..1 id"}
    assert tables["elements"]["Element"] == {"id": "0..1 string"}
    found = tables["search_parameters"]["Visit"]
    assert found["who"]["paths"] == ["part.who:Reference(Patient)"]
    assert found["who"]["targets"] == ["Patient"]
    assert found["level"]["paths"] == [f"level:code@{FHIR}level"]
    assert found["level-who"]["parts"] == [["", [["token", [f"level:code@{FHIR}level"]], ["reference", ["part.who:Reference(Patient)"]]]]]
    assert "trial" not in found
    assert tables["patient_compartment"] == {"Visit": ["who"]}
    assert tables["resource_types"] == {"all": ["Visit"]}


def test_the_written_files_name_their_source(small_package, tmp_path):
    generate.write(generate.tables_from(small_package), tmp_path)

    written = json.loads((tmp_path / "elements.json").read_text())
    assert "CC0-1.0" in written["source"]
    assert "hl7.fhir.r4.examples@4.0.1" in written["source"]
    assert written["Visit.part"]["part"] == "0..* Visit.part"


def test_another_package_than_the_pinned_one_is_refused(tmp_path):
    other = tmp_path / "other.tgz"
    other.write_bytes(b"something else")
    with pytest.raises(ValueError, match="is not hl7"):
        read_package(other)


def test_without_a_package_the_command_says_how_it_is_used(capsys):
    assert generate.main([]) == 2
    assert "usage" in capsys.readouterr().err


def test_the_committed_tables_are_what_the_official_package_gives(tmp_path, monkeypatch):
    path = Path(os.environ.get("INNSYN_R4_PACKAGE", "hl7.fhir.r4.examples-4.0.1.tgz"))
    if not path.exists():
        pytest.skip("the official package is not at hand: set INNSYN_R4_PACKAGE to hl7.fhir.r4.examples-4.0.1.tgz")
    committed = generate.DATA
    monkeypatch.setattr(generate, "DATA", tmp_path)
    assert generate.main([str(path)]) == 0
    for file in sorted(committed.iterdir()):
        assert (tmp_path / file.name).read_text() == file.read_text(), file.name
