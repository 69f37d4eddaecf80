"""The instant of these tests: the nation, its stories and whoever reads them stand at the same one, however late at night they run."""

from innsyn.kernel.clock import instant

NOW = instant("2026-11-30T11:20:00+00:00")
