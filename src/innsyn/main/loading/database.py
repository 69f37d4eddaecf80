"""The database a load needs: there, and with the record's tables as this program knows them."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager

from innsyn.main.embedded import embedded
from innsyn.main.settings import Settings
from innsyn.record.migrate import migrate


@contextmanager
def record_database(settings: Settings) -> Iterator[str]:
    """Have the record's database while the block lasts, beside whoever else uses it. Gives its address.

    Raises RecordUnavailable when it does not answer."""
    if settings.database_url:
        asyncio.run(migrate(settings.database_url))
        yield settings.database_url
        return
    with embedded(settings.data) as dsn:
        asyncio.run(migrate(dsn))
        yield dsn
