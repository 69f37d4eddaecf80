"""Searches as a client of one of two trusts asks them, and what they write."""

import json
from urllib.parse import parse_qsl, urlsplit

from innsyn.edge.fhir_api.search import Cursors, SearchAnswer, SearchPlace, search, searchset
from innsyn.fhir.search_request import SearchRequest, read_search
from innsyn.gate.clients import Client
from innsyn.gate.scopes import Scopes
from innsyn.gate.tests.samples import NOW, TRUST, World, a_number, create, keep, patient

BASE = "https://innsyn.example/fhir"
CURSORS = Cursors(b"a secret of thirty-two bytes ....")
EVERYTHING = "system/*.cruds"
LATER = NOW


class SearchWorld(World):
    """A world that searches."""

    async def client(self, organisation=TRUST, scopes=EVERYTHING, name="Journalsystemet"):
        """A system of an organisation."""
        actor = await self.gate.actors.system(name, organisation=organisation)
        return Client(actor, Scopes.parse(scopes))

    async def asks(self, url, *, client=None, form=None, strict=False):
        """Search as a client: a url after the base, or a form posted to it. Returns the answer, or what was wrong."""
        client = client or await self.client()
        parts = urlsplit(url)
        whose = None
        if parts.path.startswith("Patient/"):
            whose = await self.gate.clients.whose(client, parts.path.split("/")[1])
        place = SearchPlace(BASE, parts.path.removesuffix("/_search"), whose, is_posted=form is not None)
        pairs = [*parse_qsl(parts.query, keep_blank_values=True), *(form or ())]
        request = read_search(place.type, pairs, strict=strict, base=BASE)
        if not isinstance(request, SearchRequest):
            return request
        return await search(self.gate.clients, client, request, NOW, place=place, cursors=CURSORS)

    async def bundle(self, url, **asked):
        """Search, and give the Bundle as a client parses it."""
        answer = await self.asks(url, **asked)
        assert isinstance(answer, SearchAnswer), answer
        return json.loads(searchset(answer))

    async def ids(self, url, **asked):
        """Search, and give the ids of the matches in order."""
        return matches(await self.bundle(url, **asked))

    async def pages(self, url, **asked):
        """Search and follow every next link. Returns the ids of each page."""
        found = []
        while url is not None:
            bundle = await self.bundle(url, **asked)
            found.append(matches(bundle))
            asked.pop("form", None)
            url = after_base(link(bundle, "next"))
        return found

    async def puts(self, owner, *resources, organisation=TRUST):
        """Let a system deliver. Returns the stored versions."""
        return await self.writes(owner, [create(each) for each in resources], organisation=organisation)

    async def writes_directory(self, resources):
        """Let a system write to the directories."""
        system = await self.gate.actors.system("Journalsystemet", organisation=TRUST)
        await self.gate.write_directory(system, [keep(each) for each in resources], NOW)

    async def arrives(self, *, organisation=TRUST, number=None, **person):
        """Let a patient exist. Returns her owner, her Patient's id and her number."""
        number = number or a_number()
        owner = self.gate.new_owner()
        stored = await self.puts(owner, patient(number, **person), organisation=organisation)
        return owner, stored[0].id, number.value


def matches(bundle):
    """The ids of a bundle's matches."""
    return [one["resource"]["id"] for one in bundle.get("entry", ()) if one["search"]["mode"] == "match"]


def along(bundle):
    """What came along, as `Type/id`."""
    return sorted(
        f"{one['resource']['resourceType']}/{one['resource']['id']}"
        for one in bundle.get("entry", ())
        if one["search"]["mode"] == "include"
    )


def link(bundle, relation):
    """A link of a bundle, or None."""
    return next((one["url"] for one in bundle["link"] if one["relation"] == relation), None)


def after_base(url):
    """What stands behind the base of an address."""
    return None if url is None else url.removeprefix(BASE).removeprefix("/")


def observation(patient_id, code="8480-6", value=120, **more):
    """An observation of a blood pressure, or of something else."""
    return {
        "resourceType": "Observation",
        "status": "final",
        "code": {"coding": [{"system": "http://loinc.org", "code": code}]},
        "subject": {"reference": f"Patient/{patient_id}"},
        "valueQuantity": {"value": value, "system": "http://unitsofmeasure.org", "code": "mm[Hg]", "unit": "mmHg"},
        **more,
    }
