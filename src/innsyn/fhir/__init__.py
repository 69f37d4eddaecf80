"""FHIR R4 as pure functions: element tables, validation, search terms, bundles, bodies. Imports only the kernel."""
