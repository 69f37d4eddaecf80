"""Patches of a resource's JSON: JSON Patch, merge patch, FHIRPath Patch. What comes out is validated by the caller, as any version is."""

from innsyn.fhir.patch.fhirpath_patch import fhirpath_patch
from innsyn.fhir.patch.json_patch import json_patch
from innsyn.fhir.patch.merge_patch import merge_patch

__all__ = ["fhirpath_patch", "json_patch", "merge_patch"]
