"""Patches of a resource's JSON: JSON Patch and FHIRPath Patch. What comes out is validated by the caller, as any new version is."""

from innsyn.fhir.patch.fhirpath_patch import fhirpath_patch
from innsyn.fhir.patch.json_patch import json_patch

__all__ = ["fhirpath_patch", "json_patch"]
