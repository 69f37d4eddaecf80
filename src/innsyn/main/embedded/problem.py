"""What can keep the embedded PostgreSQL from running, said so that whoever started the program can mend it."""


class EmbeddedProblem(Exception):
    """The embedded database cannot run here; the message says why and what to do."""
