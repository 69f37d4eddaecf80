"""A small HTTP/1.1 client for measuring: N connections, each one request after the other, in a process of its own.

Reads one JSON object from stdin and prints one: `{"base": "http://host:port/fhir", "headers": {…}, "connections": 16, "seconds": 3,
"requests": [{"name": …, "method": …, "path": …, "body": …}]}`. `seconds` null: each request once. `crud` instead of `requests`: a body that
is created, read, updated and deleted again and again. Answers rates and percentiles in milliseconds, by name and in all.
"""

import asyncio
import itertools
import json
import ssl
import statistics
import sys
import time
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

HEAD_END = b"\r\n\r\n"
FHIR = "application/fhir+json"


@dataclass
class Seen:
    """What was measured. took_ms: by name of request. wrong: answers outside 200 to 299, by name and status."""

    took_ms: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    wrong: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    bytes: int = 0


class Connection:
    """One kept-open connection."""

    def __init__(self, base: str, headers: Mapping[str, str]) -> None:
        """base: address of the FHIR server. headers: sent with every request."""
        self._to = urlsplit(base)
        self._headers = {"Host": self._to.netloc, "Accept": FHIR, **headers}

    async def __aenter__(self) -> "Connection":
        """Connect."""
        secure = ssl.create_default_context() if self._to.scheme == "https" else None
        port = self._to.port or (443 if secure else 80)
        self._reader, self._writer = await asyncio.open_connection(self._to.hostname, port, ssl=secure, limit=1 << 24)
        return self

    async def __aexit__(self, *_: object) -> None:
        """Let it go."""
        self._writer.close()

    async def send(self, method: str, path: str, body: bytes = b"") -> tuple[int, bytes, bytes]:
        """Send one request. Returns status, head and body."""
        named = dict(self._headers)
        if body:
            named |= {"Content-Type": FHIR, "Content-Length": str(len(body))}
        lines = "".join(f"{name}: {value}\r\n" for name, value in named.items())
        self._writer.write(f"{method} {self._to.path}/{path} HTTP/1.1\r\n{lines}\r\n".encode() + body)
        head = await self._reader.readuntil(HEAD_END)
        return int(head[9:12]), head, await self._body(method, head)

    async def _body(self, method: str, head: bytes) -> bytes:
        if method == "HEAD" or head[9:12] in (b"204", b"304"):
            return b""
        if (length := header(head, "content-length")) is not None:
            return await self._reader.readexactly(int(length))
        parts = []
        while size := int(await self._reader.readuntil(b"\r\n"), 16):
            parts.append(await self._reader.readexactly(size))
            await self._reader.readexactly(2)
        await self._reader.readuntil(b"\r\n")
        return b"".join(parts)


def header(head: bytes, name: str) -> str | None:
    """Find a header of an answer. Returns None when it is not there."""
    start = head.lower().find(f"\r\n{name}:".encode())
    return None if start < 0 else head[start + len(name) + 3 : head.index(b"\r\n", start + 2)].decode().strip()


async def ask(connection: Connection, seen: Seen, name: str, method: str, path: str, body: bytes = b"") -> tuple[bytes, bytes]:
    """Send, and note how long it took. Returns head and body."""
    started = time.perf_counter()
    status, head, answer = await connection.send(method, path, body)
    seen.took_ms[name].append((time.perf_counter() - started) * 1000)
    seen.bytes += len(answer)
    if not 200 <= status < 300:
        seen.wrong[f"{name} {status}"] += 1
    return head, answer


async def repeat(order: Mapping[str, Any], requests: Iterator[Mapping[str, Any]], until: float | None, seen: Seen) -> None:
    """Send what the others have not sent yet, until the time is up or nothing is left."""
    async with Connection(order["base"], order["headers"]) as connection:
        for request in requests:
            await ask(connection, seen, request["name"], request["method"], request["path"], (request.get("body") or "").encode())
            if until is not None and time.perf_counter() > until:
                return


async def create_read_update_delete(order: Mapping[str, Any], until: float, seen: Seen) -> None:
    """Take one resource through its life, again and again."""
    resource = order["crud"]
    type_ = resource["resourceType"]
    async with Connection(order["base"], order["headers"]) as connection:
        while time.perf_counter() < until:
            head, _ = await ask(connection, seen, "create", "POST", type_, json.dumps(resource).encode())
            id_ = (header(head, "location") or "").partition(f"/{type_}/")[2].partition("/")[0]
            _, stored = await ask(connection, seen, "read", "GET", f"{type_}/{id_}")
            await ask(connection, seen, "update", "PUT", f"{type_}/{id_}", json.dumps({**json.loads(stored), "status": "amended"}).encode())
            await ask(connection, seen, "delete", "DELETE", f"{type_}/{id_}")


async def run(order: Mapping[str, Any]) -> dict[str, Any]:
    """Carry out what was asked for."""
    seen, started = Seen(), time.perf_counter()
    until = None if order["seconds"] is None else started + order["seconds"]
    every = range(order["connections"])
    if "crud" in order:
        await asyncio.gather(*(create_read_update_delete(order, until or started, seen) for _ in every))
    else:
        requests = iter(order["requests"]) if until is None else itertools.cycle(order["requests"])
        await asyncio.gather(*(repeat(order, requests, until, seen) for _ in every))
    return said(seen, time.perf_counter() - started)


def said(seen: Seen, elapsed_s: float) -> dict[str, Any]:
    """Say what was measured."""
    whole = [each for times in seen.took_ms.values() for each in times]
    by_name = {name: percentiles(times) for name, times in seen.took_ms.items()}
    return {"per_s": round(len(whole) / elapsed_s, 1), "seconds": round(elapsed_s, 2), "bytes": seen.bytes, "wrong": dict(seen.wrong),
            **percentiles(whole), "by_name": by_name}  # fmt: skip


def percentiles(times: list[float]) -> dict[str, float]:
    """Give count, median, 95th and 99th percentile of milliseconds."""
    if len(times) < 2:
        return {"count": len(times), "p50_ms": round(sum(times), 2), "p95_ms": round(sum(times), 2), "p99_ms": round(sum(times), 2)}
    cuts = statistics.quantiles(times, n=100, method="inclusive")
    return {"count": len(times), "p50_ms": round(cuts[49], 2), "p95_ms": round(cuts[94], 2), "p99_ms": round(cuts[98], 2)}


if __name__ == "__main__":
    print(json.dumps(asyncio.run(run(json.load(sys.stdin)))))
