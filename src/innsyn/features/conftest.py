"""A gate over a shelf of resources, and a site with readers, for the slices' own tests."""

import pytest

from innsyn.web.testing import FakeGate


class Shelf(FakeGate):
    def __init__(self):
        super().__init__()
        self.rows, self.log, self.names = [], [], {}

    def put(self, *rows):
        self.rows += rows

    async def read(self, visit, type, id, now):
        self.log.append(("read", type, id))
        return next((each for each in self.rows if each.type == type and each.id == id and each.owner == visit.owner), None)

    async def content(self, visit, document_id, url, now):
        return await self.read(visit, "Binary", url.partition("/")[2], now)

    async def search(self, visit, query, now):
        from innsyn.fhir.clinical_dates import clinical_date
        from innsyn.record.rechecking import exactly
        from innsyn.record.query import TokenIs, ReferenceIs, DateWithin
        from innsyn.record.stored import Found
        import json
        from datetime import datetime, UTC
        self.log.append(("search", query))
        rows = [each for each in self.rows if each.type in query.types and each.owner == visit.owner]
        for c in query.clauses:
            if isinstance(c, TokenIs) and c.parameter == "_id":
                rows = [r for r in rows if r.id in {x for _, x in c.any_of}]
            elif isinstance(c, (TokenIs, ReferenceIs)):
                rows = list(exactly(rows, (c,)))
            elif isinstance(c, DateWithin):
                rows = [r for r in rows if (d := clinical_date(json.loads(r.body))) and (c.start is None or d >= c.start) and (c.end is None or d < c.end)]
        first = datetime.min.replace(tzinfo=UTC)
        rows.sort(key=lambda r: clinical_date(json.loads(r.body)) or first, reverse=True)
        start = int(query.after or 0)
        page = rows[start:start + query.count]
        return Found(tuple(page), str(start + query.count) if len(rows) > start + query.count else None, len(rows) if query.with_total else None)

    @property
    def directory(self):
        return self

    async def organisation(self, number):
        from types import SimpleNamespace
        name = self.names.get(number)
        return SimpleNamespace(name=name) if name else None


@pytest.fixture
def shelf():
    return Shelf()
