"""The people, those who treat them and their organisations as FHIR R4 resources with the no-basis profiles."""
