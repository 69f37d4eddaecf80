"""A virus scanner beside us, by the protocol of clamd. Source: ClamAV, clamd(8), INSTREAM."""

from innsyn.edge.virus_scanner.clamd import Clamd as Clamd
