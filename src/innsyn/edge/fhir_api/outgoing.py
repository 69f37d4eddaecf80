"""Sends an answer: status, headers, and the body in the caller's format."""

from collections.abc import Awaitable, Callable
from typing import Any

from innsyn.edge.fhir_api.drawing import drawn
from innsyn.edge.fhir_api.exchange import Answer, Format
from innsyn.edge.fhir_api.formats import MEDIA_TYPES
from innsyn.edge.fhir_api.packing import LARGE, packed

Send = Callable[[Any], Awaitable[None]]

_NOTHING_KEPT = (b"cache-control", b"no-store")
_PACKED = [(b"content-encoding", b"gzip"), (b"vary", b"accept-encoding")]
_NO_BODY = (204, 304)


async def send_answer(send: Send, answer: Answer, wanted: Format, *, is_pretty: bool, is_head: bool, may_pack: bool = False) -> None:
    """Send it. Patients' data are never kept between here and the caller. may_pack: a large body goes out as gzip."""
    headers = [(name.encode("latin-1"), _safe(value)) for name, value in answer.headers]
    if answer.header("cache-control") is None:
        headers.append(_NOTHING_KEPT)
    if answer.stream is not None:
        await _send_stream(send, answer, headers)
        return
    body = answer.body or b""
    if body and answer.media_type is None:
        body = drawn(body, wanted, is_pretty=is_pretty)
        if may_pack and len(body) >= LARGE:
            body = packed(body)
            headers += _PACKED
        headers.append((b"content-type", f"{MEDIA_TYPES[wanted]}; charset=utf-8".encode()))
    elif answer.media_type is not None:
        headers.append((b"content-type", answer.media_type.encode()))
    if answer.status not in _NO_BODY:
        headers.append((b"content-length", str(len(body)).encode()))
    await send({"type": "http.response.start", "status": answer.status, "headers": headers})
    await send({"type": "http.response.body", "body": b"" if is_head or answer.status in _NO_BODY else body})


async def _send_stream(send: Send, answer: Answer, headers: list[tuple[bytes, bytes]]) -> None:
    if answer.media_type is not None:
        headers.append((b"content-type", answer.media_type.encode()))
    await send({"type": "http.response.start", "status": answer.status, "headers": headers})
    if answer.stream is not None:
        async for piece in answer.stream:
            await send({"type": "http.response.body", "body": piece, "more_body": True})
    await send({"type": "http.response.body", "body": b""})


def _safe(value: str) -> bytes:
    """Write a header's value: a line break would begin another header."""
    return value.replace("\r", " ").replace("\n", " ").encode("latin-1", "replace")
