"""Loading: FHIR files from elsewhere, taken in through the gate."""
