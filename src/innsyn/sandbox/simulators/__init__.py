"""Simulators of outside parties: they know only the wire, never our code, so that they cannot share our mistakes."""
