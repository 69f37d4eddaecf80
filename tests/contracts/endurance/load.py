"""Readers and writers over HTTP, who remember every answer they were given: `load.py ADDRESS NOTES KEY SEED`.

A note is made after the answer: what stands in the file was acknowledged, whatever happened next.
"""

import asyncio
import json
import os
import sys
from random import Random
from urllib.parse import urlsplit

import httpx
from lxml import html

SAME = {"sec-fetch-site": "same-origin"}
PAUSE_S = 0.05

LOCALES = ("nb", "nn", "en", "se")
"""What she asks for in turn, so that a wish that was lost is seen."""


class Reader:
    """One person in one browser, who reads documents and changes her language."""

    def __init__(self, address, notes, key, seed):
        self.address, self.key, self.random = address, key, Random(int(seed))  # noqa: S311 - chance that comes back
        self.notes = os.open(notes, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
        self.client = httpx.AsyncClient(base_url=address, timeout=15)
        self.turn = int(seed) * 1_000_000
        self.documents = []

    async def run(self):
        """Go on until killed. A server that is away is waited for; a session outlives it."""
        while True:
            try:
                if not self.documents:
                    await self.log_in()
                await self.step()
            except (httpx.HTTPError, AssertionError):
                self.documents = self.documents if self.client.cookies.get("innsyn") else []
                await asyncio.sleep(PAUSE_S)

    async def log_in(self):
        address = f"/login?login_hint={self.key}"
        for _ in range(8):
            answer = await self.client.get(address)
            assert answer.is_redirect
            address = answer.headers["location"]
            if not urlsplit(address).netloc and "login" not in address:
                break
        page = html.document_fromstring((await self.client.get("/documents")).text)
        self.documents = sorted({link.split("?")[0] for link in page.xpath("//a/@href") if link.startswith("/documents/")})
        assert self.documents

    async def step(self):
        await (self.write() if self.random.random() < 0.3 else self.read())

    async def read(self):
        path = self.random.choice(self.documents)
        answer = await self.client.get(path)
        if answer.status_code == 200:
            self.note(kind="read", id=path.rpartition("/")[2])
        else:
            self.other(answer, "read")

    async def write(self):
        token = html.document_fromstring((await self.client.get("/settings")).text).xpath("//input[@name='form_token']/@value")
        assert token
        self.turn += 1
        fields = {"form_token": token[0], "locale": LOCALES[self.turn % len(LOCALES)]}
        self.note(kind="asked", turn=self.turn)
        answer = await self.client.post("/settings", data=fields, headers=SAME)
        if answer.status_code == 303:
            self.note(kind="write", turn=self.turn)
        else:
            self.other(answer, "write")

    def other(self, answer, what):
        """Remember every answer that is neither the page nor a calm absence."""
        if answer.status_code != 503:
            self.note(kind="odd", what=what, status=answer.status_code)
        if answer.status_code == 303:
            self.documents, self.client.cookies = [], httpx.Cookies()
        if answer.status_code == 503 and "retry-after" not in answer.headers:
            self.note(kind="odd", what="503 without retry-after", status=503)

    def note(self, **what):
        os.write(self.notes, json.dumps(what).encode() + b"\n")


if __name__ == "__main__":
    asyncio.run(Reader(*sys.argv[1:]).run())
