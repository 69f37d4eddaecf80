"""The FHIR R4 interface: requests in, stored bytes out, everything through the gate."""
