"""Notes of what each program was told and has said: one line each, written with one call, which outlive the program."""

import json
import os
import time


class Notes:
    """Lines of a file. Each carries when it was written, on the machine's own clock, which no program's clock moves."""

    def __init__(self, file):
        self._file = os.open(file, os.O_WRONLY | os.O_APPEND | os.O_CREAT)

    def note(self, kind, **what):
        """Write one line: `says` before something is said to be so, everything else after it was answered."""
        os.write(self._file, json.dumps({"kind": kind, "at": time.monotonic(), **what}).encode() + b"\n")
