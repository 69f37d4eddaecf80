"""Machine clients: who calls the FHIR interface, and what they may see and write through the same gate as everybody."""
