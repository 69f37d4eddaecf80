"""Walks the elements of a parsed document and builds the objects of JSON.

Source: FHIR R4 4.0.1, xml.html and json.html#primitive: a repeating primitive is two lists side by side, with null where one has nothing.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from lxml import etree

from innsyn.fhir.body import DEEPEST
from innsyn.fhir.definitions.tables import resource_types
from innsyn.fhir.places import Place, safe_name
from innsyn.fhir.shapes import RESOURCE, Element, shape
from innsyn.fhir.xml.names import FHIR, NARRATIVE, XHTML, XSI, attributes
from innsyn.fhir.xml.values import MISSING, read_value
from innsyn.kernel.outcome import Problem

MOST_PROBLEMS = 50
"""So many problems are told of one document."""

_IN_FHIR, _IN_XHTML = f"{{{FHIR}}}", f"{{{XHTML}}}"
_VALUE = ("value",)
_IGNORED_ATTRIBUTES = frozenset({f"{{{XSI}}}schemaLocation", f"{{{XSI}}}noNamespaceSchemaLocation"})

Object = dict[str, Any]


class Elements:
    """One walk through one document, collecting what is wrong. narratives: the text of every narrative in it."""

    def __init__(self, narratives: Mapping[etree._Element, str]) -> None:
        """Begin a walk."""
        self.found: list[Problem] = []
        self._narratives = narratives

    def say(self, text: str, place: Place, code: str = "structure") -> None:
        """Note a problem."""
        if len(self.found) < MOST_PROBLEMS:
            self.found.append(Problem(code, text, place.expression()))

    def resource(self, node: etree._Element, place: Place, level: int) -> Object:
        """Read a resource: the node that bears its type's name. level: how many objects and lists it lies in, itself counted."""
        kind = str(node.tag).removeprefix(_IN_FHIR)
        if kind not in resource_types():
            self.say("this is not a resource type of FHIR R4", place)
            return {}
        return {"resourceType": kind, **self._object(node, kind, place, level)}

    def _object(self, node: etree._Element, kind: str, place: Place, level: int, more: tuple[str, ...] = ()) -> Object:
        """Read what is in a node of a type or nested table. more: attributes that somebody else reads."""
        if level > DEEPEST:
            self.say(f"the body is nested deeper than {DEEPEST} levels", Place(None, "Resource"))
            return {}
        elements, in_attributes = shape(kind).elements, attributes(kind)
        made = self._attributes(node, in_attributes, more, place)
        for child, name in self._children(node, place):
            element = None if name in in_attributes or name.startswith("_") else elements.get(name)
            if element is None or (element.kind == NARRATIVE) != str(child.tag).startswith(_IN_XHTML):
                self.say("this element is not part of the type", Place(place, safe_name(name)))
            elif element.is_list:
                self._item(made, name, child, element, place, level + 2)
            elif name in made or f"_{name}" in made:
                self.say("this element may be there only once", Place(place, element.step))
            else:
                value, beside = self._one(child, element, Place(place, element.step), level + 1)
                if value is not None:
                    made[name] = value
                if beside is not None:
                    made[f"_{name}"] = beside
        return made if not any(map(_is_hollow, made.values())) else {name: one for name, one in made.items() if not _is_hollow(one)}

    def _item(self, made: Object, name: str, child: etree._Element, element: Element, place: Place, level: int) -> None:
        """Read one of a list; of primitives, the two lists are kept at the same length."""
        values = made.setdefault(name, [])
        value, beside = self._one(child, element, Place(place, element.step, len(values)), level)
        values.append(value)
        if element.is_primitive:
            made.setdefault(f"_{name}", []).append(beside)

    def _one(self, node: etree._Element, element: Element, place: Place, level: int) -> tuple[Any, Object | None]:
        """Read one element: its value, and for a primitive what stands beside it."""
        if element.kind == NARRATIVE:
            return self._narratives.get(node, ""), None
        if element.is_primitive:
            return self._primitive(node, element, place, level)
        if element.kind != RESOURCE:
            return self._object(node, element.kind, place, level), None
        self._attributes(node, (), (), place)
        inner = list(self._children(node, place))
        if len(inner) != 1:
            self.say("exactly one resource belongs here", place)
            return None, None
        return self.resource(inner[0][0], place, level), None

    def _primitive(self, node: etree._Element, element: Element, place: Place, level: int) -> tuple[Any, Object | None]:
        written = node.get("value")
        is_plain = written is not None and len(node.attrib) == 1 and not len(node) and not node.text
        beside = {} if is_plain else self._object(node, "Element", place, level, _VALUE)
        if written is None:
            if not beside:
                self.say("an element must have a value or children (ele-1)", place)
            return None, beside or None
        value = read_value(str(written), element.kind)
        if value is MISSING:
            self.say(f"the value does not have the form of {element.kind}", place, "value")
        return value, beside or None

    def _attributes(self, node: etree._Element, wanted: tuple[str, ...], more: tuple[str, ...], place: Place) -> Object:
        """Read the attributes that are elements in JSON."""
        made: Object = {}
        for name, value in node.items():
            if name in wanted:
                made[str(name)] = str(value)
            elif name not in more and name not in _IGNORED_ATTRIBUTES:
                self.say("this attribute does not belong here", place)
        return made

    def _children(self, node: etree._Element, place: Place) -> Iterator[tuple[etree._Element, str]]:
        """Walk the child elements with their local names; comments are passed over, text and other namespaces told of."""
        if node.text and not node.text.isspace():
            self.say("text does not belong here", place)
        for child in node:
            if child.tail and not child.tail.isspace():
                self.say("text does not belong here", place)
            tag = child.tag
            if not isinstance(tag, str):
                continue
            namespace, _, name = tag.rpartition("}")
            if f"{namespace}}}" in (_IN_FHIR, _IN_XHTML):
                yield child, name
            else:
                self.say(f"this element is not in the namespace {FHIR}", Place(place, safe_name(name)))


def _is_hollow(value: Any) -> bool:
    """Say whether it is a list of nulls alone."""
    return isinstance(value, list) and all(one is None for one in value)
