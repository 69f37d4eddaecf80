"""Where a search is asked: of a type, of the whole server, or inside a patient's compartment.

Source: FHIR R4 4.0.1, http.html#search, #vsearch.
"""

from dataclasses import dataclass

from innsyn.fhir.definitions.tables import resource_types
from innsyn.gate.values import Owner


@dataclass(frozen=True, slots=True)
class SearchPlace:
    """The path of a search.

    base: the server's FHIR address without a slash at its end. path: what stands behind it without `_search` (`Observation`,
    `Patient/x/Observation`, `Patient/x/*`, or empty). whose: the record of a compartment. is_posted: the criteria came in a body."""

    base: str
    path: str
    whose: Owner | None = None
    is_posted: bool = False

    @property
    def type(self) -> str | None:
        """Give the type that the path names, or None."""
        last = self.path.rpartition("/")[2]
        return last if last in resource_types() else None

    @property
    def address(self) -> str:
        """Give the whole address without its query."""
        return f"{self.base}/{self.path}" if self.path else self.base
