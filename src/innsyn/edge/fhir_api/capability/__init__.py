"""What the interface says of itself: the CapabilityStatement and the OpenAPI description, both made from the tables it works by."""
