"""What messages need besides the record, joined to the program: the carriers, the virus scanner the settings name, and what was seen."""

from typing import Any
from urllib.parse import urlsplit

import asyncpg

from innsyn.edge.virus_scanner import Clamd
from innsyn.main.settings import SettingProblem, Settings
from innsyn.web.messaging import Messaging, Scanner
from innsyn.web.messaging.answer_times_postgres import PostgresAnswerTimes
from innsyn.web.messaging.carrying import ByAddress
from innsyn.web.messaging.scanning import SignatureScanner
from innsyn.web.messaging.seen_postgres import PostgresSeen
from innsyn.web.messaging.watchers_postgres import PostgresWatchers


def messaging(settings: Settings, pool: "asyncpg.Pool[Any]") -> Messaging:
    """Join them. pool: for web's own tables. Raises SettingProblem for a scanner whose address cannot be read."""
    return Messaging(
        carriers=ByAddress(),
        scanner=scanner(settings.virus_scanner),
        seen=PostgresSeen(pool),
        answer_times=PostgresAnswerTimes(pool),
        watchers=PostgresWatchers(pool),
    )


def scanner(address: str) -> Scanner:
    """Make the scanner. address: `tcp://host:port` of a clamd; empty for the one that knows the test file only.

    Raises SettingProblem for any other address."""
    if not address:
        return SignatureScanner()
    parts = urlsplit(address)
    try:
        port = parts.port
    except ValueError:
        port = None
    if parts.scheme != "tcp" or not parts.hostname or port is None:
        raise SettingProblem("INNSYN_VIRUS_SCANNER takes tcp://host:port of a clamd")
    return Clamd(parts.hostname, port)
