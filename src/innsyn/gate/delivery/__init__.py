"""Deliveries: bundles that a system of a known organisation hands in, settled, checked and written through the gate."""
