"""XML that is wrong gives problems that say where, and never an exception."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from innsyn.fhir.body import read_body
from innsyn.fhir.xml import from_xml, to_xml
from innsyn.kernel.outcome import Problem

FHIR = 'xmlns="http://hl7.org/fhir"'


def patient(inside):
    return f"<Patient {FHIR}>{inside}</Patient>".encode()


BILLION_LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY lol "lol">'
    + "".join(f'<!ENTITY lol{one + 1} "{"&lol" + str(one or "") + ";" * 1}{("&lol" + str(one or "") + ";") * 9}">' for one in range(9))
    + f']><Patient {FHIR}><gender value="&lol9;"/></Patient>'
).encode()


@pytest.mark.parametrize(
    ("received", "words"),
    [
        (b"", "not well-formed"),
        (b" ", "not well-formed"),
        (b"{}", "not well-formed"),
        (b"<Patient", "line 1"),
        (b"<Patient></Other>", "line 1"),
        (b"<Patient/><Patient/>", "line 1"),
        (b"<Patient>\n\n&nbsp;</Patient>", "line 3, column"),
        (b"<Patient a='1' a='2'/>", "not well-formed"),
        (b"<f:Patient/>", "not well-formed"),
        (patient('<gender value="\x00"/>'), "not well-formed"),
        (patient('<gender value="&#0;"/>'), "not well-formed"),
        (patient('<gender value="&#xFFFE;"/>'), "not well-formed"),
        (patient("<name>" * 3000 + "</name>" * 3000), "not well-formed"),
        (BILLION_LAUGHS, "document type"),
        (b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>', "document type"),
        (b'<!-- a -->\n <?b c?>\n<!DOCTYPE a SYSTEM "http://a.example/a.dtd"><a/>', "line 3, column 1"),
        (b"\xef\xbb\xbf<!DOCTYPE a><a/>", "document type"),
        (b"\xef\xbb\xbf<?xml version='1.0' encoding='latin1'?>" + patient(""), "another encoding"),
        (b"<!doctype html><html/>", "not well-formed"),
        (patient('<gender value="a"/>').decode().encode("utf-16"), "UTF-8"),
        (patient('<gender value="å"/>').decode().encode("latin-1"), "UTF-8"),
        (b'<?xml version="1.0" encoding="ISO-8859-1"?>' + patient(""), "another encoding"),
        (b"<?xml version='1.0' encoding='UTF-16'?>" + patient(""), "another encoding"),
        (b"<Patient/>", "namespace"),
        (b'<Patient xmlns="http://hl7.org/fhirs"/>', "namespace"),
        (b'<Patient xmlns="urn:hl7-org:v3"/>', "namespace"),
        (f"<Ghost {FHIR}/>".encode(), "not a resource"),
        (f"<HumanName {FHIR}/>".encode(), "not a resource"),
        (f"<Resource {FHIR}/>".encode(), "not a resource"),
    ],
)
def test_a_document_that_cannot_be_read_says_why(received, words):
    (problem,) = from_xml(received)
    assert problem.code in ("structure", "security")
    assert words in problem.text


@pytest.mark.parametrize(
    ("inside", "place", "words"),
    [
        ("<ghost/>", "Patient.ghost", "not part"),
        ("<name><ghost value='a'/></name>", "Patient.name[0].ghost", "not part"),
        ("<name/><name><id value='a'/></name>", "Patient.name[1].id", "not part"),
        ("<_birthDate id='a'/>", "Patient._birthDate", "not part"),
        ("<resourceType value='Patient'/>", "Patient.resourceType", "not part"),
        ("<extension url='a'><url value='b'/></extension>", "Patient.extension[0].url", "not part"),
        ("<deceased value='true'/>", "Patient.deceased", "not part"),
        ("<text><div>a</div></text>", "Patient.text.div", "not part"),
        ("<name xmlns='http://www.w3.org/1999/xhtml'/>", "Patient.name", "not part"),
        ("<div xmlns='http://www.w3.org/1999/xhtml'/>", "Patient.div", "not part"),
        ("<name xmlns='http://other.example'/>", "Patient.name", "namespace"),
        ("<name xmlns=''/>", "Patient.name", "namespace"),
        ("<active value='true'/><active value='true'/>", "Patient.active", "only once"),
        ("<maritalStatus id='a'/><maritalStatus id='b'/>", "Patient.maritalStatus", "only once"),
        ("<birthDate id='a'/><birthDate value='1990'/>", "Patient.birthDate", "only once"),
        ("hello", "Patient", "text does not belong"),
        ("<active value='true'/>hello", "Patient", "text does not belong"),
        ("<![CDATA[hello]]>", "Patient", "text does not belong"),
        ("<active value='true'>hello</active>", "Patient.active", "text does not belong"),
        ("<active>true</active>", "Patient.active", "text does not belong"),
        ("<contained>hello<Basic/></contained>", "Patient.contained[0]", "text does not belong"),
        ("<active/>", "Patient.active", "value or children"),
        ("<name><given/></name>", "Patient.name[0].given[0]", "value or children"),
        ("<active value='true' why='a'/>", "Patient.active", "attribute"),
        ("<name value='a'/>", "Patient.name[0]", "attribute"),
        ("<name url='a'/>", "Patient.name[0]", "attribute"),
        ("<name xml:id='a'/>", "Patient.name[0]", "attribute"),
        ("<contained id='a'><Basic/></contained>", "Patient.contained[0]", "attribute"),
        ("<contained><Basic id='a'/></contained>", "Patient.contained[0]", "attribute"),
        ("<contained/>", "Patient.contained[0]", "exactly one resource"),
        ("<contained><Basic/><Basic/></contained>", "Patient.contained[0]", "exactly one resource"),
        ("<contained><Ghost/></contained>", "Patient.contained[0]", "resource type"),
        ("<contained><Basic xmlns='http://www.w3.org/1999/xhtml'/></contained>", "Patient.contained[0]", "resource type"),
        ("<active value='1'/>", "Patient.active", "form of boolean"),
        ("<active value='True'/>", "Patient.active", "form of boolean"),
        ("<active value=''/>", "Patient.active", "form of boolean"),
        ("<multipleBirthInteger value='1.0'/>", "Patient.multipleBirth.ofType(integer)", "form of integer"),
        ("<multipleBirthInteger value='٣'/>", "Patient.multipleBirth.ofType(integer)", "form of integer"),
        ("<telecom><rank value='01'/></telecom>", "Patient.telecom[0].rank", "form of positiveInt"),
        ("<telecom><rank value='-1'/></telecom>", "Patient.telecom[0].rank", "form of positiveInt"),
    ],
)
def test_what_is_wrong_in_a_document_is_told_with_its_place(inside, place, words):
    found = from_xml(patient(inside))
    assert isinstance(found, list)
    assert [problem.path for problem in found if words in problem.text] == [place]


@pytest.mark.parametrize("text", ["1.", ".5", "+1.0", "01.0", "1e", "NaN", "INF", "1,0", " 1.0", "1e999", "0x1", "1_0"])
def test_a_decimal_has_the_form_of_a_decimal(text):
    observation = f'<Observation {FHIR}><valueQuantity><value value="{text}"/></valueQuantity></Observation>'
    (problem,) = from_xml(observation.encode())
    assert problem == Problem("value", "the value does not have the form of decimal", "Observation.value.ofType(Quantity).value")


def test_a_document_nested_deeper_than_json_may_be_is_refused():
    inside = "<identifier><assigner>" * 130 + "<display value='x'/>" + "</assigner></identifier>" * 130
    found = from_xml(patient(f"<managingOrganization>{inside}</managingOrganization>"))
    assert [problem.text for problem in found] == ["the body is nested deeper than 254 levels"]


@pytest.mark.parametrize(("levels", "passes"), [(126, True), (127, False)])
def test_lists_count_as_levels_as_they_do_in_json(levels, passes):
    found = from_xml(patient('<extension url="a">' * levels + "</extension>" * levels))
    assert isinstance(found, bytes) is passes
    assert not passes or isinstance(read_body(found), dict)


def test_a_narrative_nested_deep_is_text_alone():
    inside = "<div>" * 500 + "</div>" * 500
    found = from_xml(patient(f'<text><status value="empty"/><div xmlns="http://www.w3.org/1999/xhtml">{inside}</div></text>'))
    assert isinstance(found, bytes)


def test_so_many_problems_are_told_and_no_more():
    assert len(from_xml(patient("<ghost/>" * 1000))) == 50


def test_problems_repeat_no_value_and_no_name_that_may_be_a_persons():
    found = from_xml(patient("Kari<active value='01017012345'/><Kari.Moen-1/><Kari.Moen-1>"))
    assert "Kari" not in str(found)
    found = from_xml(patient("Kari<active value='01017012345'/><Kari.Moen-1/>"))
    assert "Kari" not in str(found)
    assert "0101" not in str(found)


def test_no_file_and_no_address_is_ever_opened(monkeypatch, tmp_path):
    secret = tmp_path / "secret"
    secret.write_text("secret")
    received = f'<Patient {FHIR} xmlns:xi="http://www.w3.org/2001/XInclude"><xi:include href="{secret}" parse="text"/></Patient>'
    found = from_xml(received.encode())
    assert "secret" not in str([problem.text for problem in found])
    assert found[0].path == "Patient.include"


WHOLE = to_xml(
    b'{"resourceType":"Patient","id":"a","text":{"status":"empty","div":"<div xmlns=\\"http://www.w3.org/1999/xhtml\\"><b>a</b></div>"},'
    b'"contained":[{"resourceType":"Basic"}],"name":[{"given":["a",null],"_given":[null,{"extension":[{"url":"u","valueCode":"c"}]}]}]}'
)


@given(st.data())
@settings(deadline=None, max_examples=300)
def test_any_bytes_give_an_answer_and_never_an_exception(data):
    start = data.draw(st.integers(0, len(WHOLE)))
    end = data.draw(st.integers(start, min(start + 12, len(WHOLE))))
    put = data.draw(
        st.binary(max_size=4)
        | st.sampled_from([b"<", b">", b"/>", b"</name>", b"<div>", b"</div>", b"&lt;", b'"', b"<!--", b"]]>", b"<?a?>"])
    )
    found = from_xml(WHOLE[:start] + put + WHOLE[end:])
    assert isinstance(found, bytes) or (found and all(isinstance(one, Problem) for one in found))
