"""The embedded PostgreSQL: started with the program, shared by those who ask for the same folder, stopped when the last one leaves."""

from innsyn.main.embedded.problem import EmbeddedProblem
from innsyn.main.embedded.share import embedded, embedded_async, forget

__all__ = ["EmbeddedProblem", "embedded", "embedded_async", "forget"]
