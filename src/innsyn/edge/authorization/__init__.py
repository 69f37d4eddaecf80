"""Our own OAuth 2 authorization server for machine clients, and the judging of tokens at the FHIR interface.

Source: SMART App Launch 2.2, Backend Services; RFC 6749, RFC 7523, RFC 9449, RFC 9068, RFC 8693; NHN, HelseID."""
