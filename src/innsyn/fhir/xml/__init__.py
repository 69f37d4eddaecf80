"""FHIR's XML form: from stored JSON, and back to JSON, without losing a byte that matters."""

from innsyn.fhir.xml.reading import from_xml
from innsyn.fhir.xml.writing import to_xml

__all__ = ["from_xml", "to_xml"]
