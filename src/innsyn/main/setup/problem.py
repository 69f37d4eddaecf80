"""What can keep the set-up from finishing, said so that whoever ran the command can mend it."""


class SetupProblem(Exception):
    """Set-up cannot go on; the message says why and what to do."""
