"""A small HTTP/1.1 load client: keeps N connections busy for some seconds, counts answers, and says rate and percentiles.

Runs in its own process so that it never shares an interpreter with the server:
`python bench/http_load.py HOST PORT PATHS_FILE CONNECTIONS SECONDS`.
Prints one JSON line: requests, errors, per_s, p50_ms, p95_ms, p99_ms, bytes.
"""

import asyncio
import itertools
import json
import statistics
import sys
import time
from pathlib import Path

HEAD_END = b"\r\n\r\n"


async def one_connection(
    host: str, port: int, requests: "itertools.cycle[bytes]", until: float, took_ms: list[float], seen: dict[str, int]
) -> None:
    """Send one request after the other on one connection until the time is up."""
    reader, writer = await asyncio.open_connection(host, port)
    try:
        while time.perf_counter() < until:
            started = time.perf_counter()
            writer.write(next(requests))
            head = await reader.readuntil(HEAD_END)
            length = content_length(head)
            await reader.readexactly(length)
            took_ms.append((time.perf_counter() - started) * 1000)
            seen["bytes"] += length
            seen["errors"] += not head.startswith(b"HTTP/1.1 200")
    finally:
        writer.close()


def content_length(head: bytes) -> int:
    """Read the Content-Length of an answer's head. Raises ValueError when there is none."""
    lowered = head.lower()
    start = lowered.index(b"content-length:") + len(b"content-length:")
    return int(lowered[start : lowered.index(b"\r\n", start)])


async def run(host: str, port: int, paths: list[str], connections: int, seconds: float) -> dict[str, float]:
    """Load one server. Returns counts, the rate a second and percentiles in milliseconds."""
    requests = itertools.cycle([f"GET {path} HTTP/1.1\r\nHost: {host}\r\n\r\n".encode() for path in paths])
    took_ms: list[float] = []
    seen = {"bytes": 0, "errors": 0}
    started = time.perf_counter()
    await asyncio.gather(*(one_connection(host, port, requests, started + seconds, took_ms, seen) for _ in range(connections)))
    elapsed_s = time.perf_counter() - started
    cuts = statistics.quantiles(took_ms, n=100, method="inclusive")
    return {"requests": len(took_ms), "errors": seen["errors"], "per_s": round(len(took_ms) / elapsed_s, 1), "p50_ms": round(cuts[49], 3),
            "p95_ms": round(cuts[94], 3), "p99_ms": round(cuts[98], 3), "bytes": seen["bytes"]}  # fmt: skip


if __name__ == "__main__":
    host, port, paths_file, connections, seconds = sys.argv[1:6]
    paths = Path(paths_file).read_text(encoding="utf-8").split()
    print(json.dumps(asyncio.run(run(host, int(port), paths, int(connections), float(seconds)))))
