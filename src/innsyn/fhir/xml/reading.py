"""Reads received FHIR XML as JSON.

Source: FHIR R4 4.0.1, xml.html and json.html. Comments, instructions and `xsi:schemaLocation` are dropped; elements may stand in
another order than the specification's. Only structure is judged here: `validation.validate` judges the JSON that comes out.
"""

from innsyn.fhir.exact import write_exact
from innsyn.fhir.places import Place, safe_name
from innsyn.fhir.xml.elements import Elements
from innsyn.fhir.xml.names import FHIR
from innsyn.fhir.xml.narratives import narratives
from innsyn.fhir.xml.parsing import parse
from innsyn.kernel.outcome import Problem


def from_xml(received: bytes) -> bytes | list[Problem]:
    """Read an XML document as the JSON of the same resource.

    received: the bytes as they came, UTF-8.
    Returns JSON in UTF-8 that `body.read_body` can read, or the problems: each with the element's FHIRPath, or with line and column when
    the document cannot be parsed. Texts never repeat a value."""
    parsed = parse(received)
    if isinstance(parsed, Problem):
        return [parsed]
    text, root = parsed
    namespace, _, kind = str(root.tag).rpartition("}")
    if namespace != f"{{{FHIR}":
        return [Problem("structure", f"the root is not a resource of FHIR R4 in the namespace {FHIR}")]
    elements = Elements(narratives(text, root))
    resource = elements.resource(root, Place(None, safe_name(kind)), level=1)
    return elements.found or write_exact(resource)
