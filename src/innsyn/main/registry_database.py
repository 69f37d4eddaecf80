"""The database a command about clients needs: there, and with the web layer's tables as this program knows them."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager

from innsyn.main.embedded import embedded
from innsyn.main.settings import Settings
from innsyn.web.sessions.migrate import migrate_sessions


@contextmanager
def registry_database(settings: Settings) -> Iterator[str]:
    """Have the web layer's database while the block lasts, beside whoever else uses it. Gives its address."""
    if settings.database_url:
        asyncio.run(migrate_sessions(settings.database_url))
        yield settings.database_url
        return
    with embedded(settings.data) as dsn:
        asyncio.run(migrate_sessions(dsn))
        yield dsn
