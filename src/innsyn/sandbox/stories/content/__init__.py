"""Papers and the forms they can take: text, HTML, PDF, clinical document, FHIR."""
