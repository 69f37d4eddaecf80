"""A scanner that knows one signature only: the test file every virus scanner refuses. A real one is set in main (INNSYN_VIRUS_SCANNER).

Source: EICAR, Anti-Malware Testfile, 2003: the 68 bytes stand at the beginning of the file; anywhere is refused here."""

import base64

from innsyn.web.messaging.ports import Scanned

_EICAR = base64.b64decode("WDVPIVAlQEFQWzRcUFpYNTQoUF4pN0NDKTd9JEVJQ0FSLVNUQU5EQVJELUFOVElWSVJVUy1URVNULUZJTEUhJEgrSCo=")
"""Written in base64, so that this file is not itself taken for one."""


class SignatureScanner:
    """Implements `Scanner` without a scanner beside us. It finds the test file, and nothing that is made to harm."""

    async def scan(self, octets: bytes) -> Scanned:
        """Say whether the test signature is in it."""
        return "infected" if _EICAR in octets else "clean"
