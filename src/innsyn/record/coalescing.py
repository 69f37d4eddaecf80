"""Lets questions that wait at the same moment share one statement, and so one commit: durable reading at the price of reading.

A log row must be on disk before the answer goes out. One commit for each read would cost more than the read; a commit for all reads that
wait costs almost nothing each. Nobody is made to wait for company: a question that comes alone is asked at once.
Source: docs/adr/0004-read-and-log-in-one-statement.md, with the measured rates.
"""

import asyncio
from collections.abc import Sequence
from contextvars import Context
from dataclasses import dataclass
from itertools import accumulate
from typing import Any

from innsyn.kernel.tally import count_statement
from innsyn.record.asking import Statement
from innsyn.record.connections import Connections, Rows
from innsyn.record.stored import Owner
from innsyn.record.unavailable import RecordUnavailable

_MOST_TOGETHER = 64
_MOST_ROWS = 1_000
_LANES = 4


@dataclass(slots=True)
class _Question:
    owner: Owner
    values: Sequence[Any]
    rows: int
    answer: asyncio.Future[Rows]


_Group = tuple[Statement, Owner | None]


class Coalescer:
    """Collects questions by statement and asks each group as one.

    mixes_owners: False on Citus, where a statement must stay on one node; then only questions about the same owner go together.
    together: False asks each question by itself."""

    def __init__(self, connections: Connections, *, mixes_owners: bool = True, together: bool = True) -> None:
        """Take the record's connections and the two switches."""
        self._connections = connections
        self._mixes_owners = mixes_owners
        self._most = _MOST_TOGETHER if together else 1
        self._waiting: dict[_Group, list[_Question]] = {}
        self._free_lanes = _LANES if together else 1 << 30
        self._tasks: set[asyncio.Task[None]] = set()
        self._is_called = False

    async def ask(self, statement: Statement, owner: Owner, values: Sequence[Any], *, rows: int = 1) -> Rows:
        """Ask one question and give its rows.

        rows: how many may come; a statement is never asked for more than a thousand in all.
        Raises RecordUnavailable, and whatever the statement raises for these values."""
        count_statement()
        loop = asyncio.get_running_loop()
        question = _Question(owner, values, rows, loop.create_future())
        self._waiting.setdefault((statement, None if self._mixes_owners else owner), []).append(question)
        if not self._is_called:
            self._is_called = True
            loop.call_soon(self._send)
        return await question.answer

    async def alone(self, statement: Statement, owner: Owner, values: Sequence[Any]) -> Rows:
        """Ask one question as a statement of its own, outside the lanes: it may take long."""
        return await self._connections.fetch(statement.mixed, [0], [owner], *[[value] for value in values])

    async def close(self) -> None:
        """Wait for what is under way."""
        while self._tasks:
            await asyncio.wait(self._tasks)

    def _send(self) -> None:
        """Start as many groups as there are lanes; the rest waits and grows.

        A group runs in nobody's context: each who waits has counted its statement already."""
        self._is_called = False
        while self._waiting and self._free_lanes:
            group = next(iter(self._waiting))
            waiting = self._waiting.pop(group)
            count = self._how_many(waiting)
            if len(waiting) > count:
                self._waiting[group] = waiting[count:]
            self._free_lanes -= 1
            task = asyncio.get_running_loop().create_task(self._run(group[0], waiting[:count]), context=Context())
            self._tasks.add(task)
            task.add_done_callback(self._done)

    def _how_many(self, waiting: list[_Question]) -> int:
        """Say how many of those who wait go into one statement: at least one, else as many as its answer has room for."""
        rows = accumulate(question.rows for question in waiting[: self._most])
        return max(1, sum(total <= _MOST_ROWS for total in rows))

    def _done(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        self._free_lanes += 1
        self._send()

    async def _run(self, statement: Statement, questions: list[_Question]) -> None:
        """Answer a group. When it fails as a whole nothing was logged, and each is asked alone: one bad question harms nobody else."""
        try:
            answers = await self._fetch(statement, questions)
        except RecordUnavailable as away:
            _fail(questions, away)
        except Exception as failure:
            if len(questions) == 1:
                _fail(questions, failure)
            else:
                for question in questions:
                    await self._run(statement, [question])
        else:
            for question, rows in zip(questions, answers, strict=True):
                if not question.answer.done():
                    question.answer.set_result(rows)

    async def _fetch(self, statement: Statement, questions: list[_Question]) -> list[Rows]:
        columns = [list(column) for column in zip(*[question.values for question in questions], strict=True)]
        numbers = list(range(len(questions)))
        if self._mixes_owners:
            rows = await self._connections.fetch(statement.mixed, numbers, [question.owner for question in questions], *columns)
        else:
            rows = await self._connections.fetch(statement.one_owner, questions[0].owner, numbers, *columns)
        if len(questions) == 1:
            return [rows]
        answers: list[Rows] = [[] for _ in questions]
        for row in rows:
            answers[row[0]].append(row)
        return answers


def _fail(questions: list[_Question], failure: Exception) -> None:
    for question in questions:
        if not question.answer.done():
            question.answer.set_exception(failure)
