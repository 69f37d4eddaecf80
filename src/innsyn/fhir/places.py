"""Where in a resource something stands, cheap to carry along and turned into FHIRPath only when there is something to say.

Source: FHIR R4 4.0.1, OperationOutcome.issue.expression (simple FHIRPath).
"""

from typing import NamedTuple

_LONGEST_NAME = 64


class Place(NamedTuple):
    """One step on the way: the place above, the name, and the position in a list or -1."""

    above: "Place | None"
    name: str
    position: int = -1

    def expression(self) -> str:
        """Write the way as FHIRPath: `Patient.name[0].given[1]`."""
        steps: list[str] = []
        place: Place | None = self
        while place is not None:
            steps.append(place.name if place.position < 0 else f"{place.name}[{place.position}]")
            place = place.above
        return ".".join(reversed(steps))


def safe_name(name: str) -> str:
    """Give an element name as sent when it looks like one, else a mark: an unknown name may be a number or a person's name."""
    is_word = name.isascii() and name.replace("_", "").isalpha() and len(name) <= _LONGEST_NAME
    return name if is_word else "(unreadable)"
