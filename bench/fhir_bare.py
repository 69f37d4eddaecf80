"""A server that sends stored answers from a table and does nothing else: no decision, no log, no search.

Started by `fhir.py` under granian; reads `BENCH_DSN`. What it takes to send an answer's bytes from PostgreSQL at all is the floor that
any FHIR server stands on.
"""

import os
from typing import Any

import asyncpg

TABLE = "create table if not exists bare_answer (path text primary key, body bytea not null)"
_ASK = "select body from bare_answer where path = $1"
_CONNECTIONS = 16


class Bare:
    """An ASGI application that looks an address up and sends what lies there."""

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Answer one scope."""
        if scope["type"] == "lifespan":
            await receive()
            dsn = os.environ["BENCH_DSN"]
            self._pool = await asyncpg.create_pool(dsn, min_size=_CONNECTIONS, max_size=_CONNECTIONS)
            await send({"type": "lifespan.startup.complete"})
            await receive()
            await self._pool.close()
            await send({"type": "lifespan.shutdown.complete"})
            return
        query = scope["query_string"].decode()
        path = scope["raw_path"].decode() + (f"?{query}" if query else "")
        body = await self._pool.fetchval(_ASK, path)
        headers = [(b"content-type", b"application/fhir+json"), (b"content-length", str(len(body or b"")).encode())]
        await send({"type": "http.response.start", "status": 404 if body is None else 200, "headers": headers})
        await send({"type": "http.response.body", "body": body or b""})


bare = Bare()
