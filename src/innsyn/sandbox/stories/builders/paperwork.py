"""Makes a paper out of a manuscript and a visit: letterhead, filled places, signature; and its clinical document when asked."""

from collections.abc import Mapping
from datetime import datetime

from innsyn.kernel.systems import D_NUMBER, PERSON_NUMBER
from innsyn.sandbox.people.person import Sex
from innsyn.sandbox.stories.builders.places import filled, written_date
from innsyn.sandbox.stories.builders.visit import Visit
from innsyn.sandbox.stories.content.clinical_document import ClinicalHeader, sectioned, wrapped
from innsyn.sandbox.stories.content.manuscript import blocks, manuscripts
from innsyn.sandbox.stories.content.paper import Paper, PaperLanguage
from innsyn.sandbox.stories.content.pdf import pdf

_LABELS = {
    "nb": {"patient": "Pasient", "born": "Født", "in": "Innlagt", "out": "Utskrevet", "seen": "Kontaktdato", "written": "Skrevet"},
    "nn": {"patient": "Pasient", "born": "Fødd", "in": "Innlagd", "out": "Utskriven", "seen": "Kontaktdato", "written": "Skrive"},
    "en": {"patient": "Patient", "born": "Born", "in": "Admitted", "out": "Discharged", "seen": "Visit", "written": "Written"},
}


def as_paper(visit: Visit, paper: str, written_at: datetime, places: Mapping[str, str]) -> Paper:
    """Write a paper. paper: `life/key` of its manuscript. places: words the story hands over."""
    life_key, _, key = paper.partition("/")
    manuscript = manuscripts(life_key)[key]
    words = filled(manuscript.words, visit, written_at.date(), manuscript.language, places)
    nation = visit.life.nation
    worker = nation.personnel[visit.by]
    return Paper(
        title=manuscript.title,
        language=manuscript.language,
        sender=tuple(unit.name for unit in reversed(list(nation.above(visit.unit))) if unit.level != "region"),
        facts=_facts(visit, written_at, manuscript.language),
        blocks=blocks(words),
        signature=f"{worker.name}, {worker.post_at(visit.unit).title.lower()}",
    )


def _facts(visit: Visit, written_at: datetime, language: PaperLanguage) -> tuple[tuple[str, str], ...]:
    labels = _LABELS[language]
    person = visit.life.person
    who = ((labels["patient"], str(person.name)), (labels["born"], written_date(person.born_on)))
    written = ((labels["written"], written_date(written_at.date())),)
    if visit.until == visit.ago:
        return (*who, (labels["seen"], written_date(visit.start.date())), *written)
    return (*who, (labels["in"], written_date(visit.start.date())), (labels["out"], written_date(visit.end.date())), *written)


def as_clinical_document(visit: Visit, paper: Paper, kind: tuple[str, str, str], written_at: datetime, *, wrap: bool) -> bytes:
    """Write a paper as a clinical document. kind: `(system, code, name)`. wrap: as a PDF inside one, else with sections."""
    header = _header(visit, kind, written_at)
    return wrapped(paper, header, pdf(paper), "application/pdf") if wrap else sectioned(paper, header)


def _header(visit: Visit, kind: tuple[str, str, str], written_at: datetime) -> ClinicalHeader:
    person = visit.life.person
    worker = visit.life.nation.personnel[visit.by]
    custodian = visit.life.nation.legal_entity(visit.unit)
    system, code, name = kind
    number_system = D_NUMBER if person.number_kind == "d_number" else PERSON_NUMBER
    return ClinicalHeader(
        document_id=visit.life.uuid(f"cda:{written_at.isoformat()}:{code}"),
        type=(_oid(system), code, name),
        confidentiality="N",
        number=(_oid(number_system), person.number),
        patient=(" ".join(part for part in (person.name.given, person.name.middle) if part), person.name.family),
        gender="F" if person.sex is Sex.FEMALE else "M",
        born=person.born_on.strftime("%Y%m%d"),
        author=(worker.name.given, worker.name.family),
        custodian=(custodian.number or "", custodian.name),
        written_at=written_at,
        period=(visit.start, visit.end),
    )


def _oid(system: str) -> str:
    return system.removeprefix("urn:oid:")
