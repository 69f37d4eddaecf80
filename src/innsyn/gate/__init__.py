"""The gate: the only way to the record. Who comes in, what they may see, what is written down about it, and how that is sealed."""
