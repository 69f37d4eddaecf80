"""Every text the gate speaks of exists in every language, and none lies about unused."""

from pathlib import Path

import pytest
from babel.messages.pofile import read_po

import innsyn.gate
from innsyn.gate.attestation.rules import ATTESTATION_RULES
from innsyn.gate.choosing import NOT_TAKEN_IN, OUT_OF_BOUNDS, TOO_SOON
from innsyn.gate.decide import SILENCE
from innsyn.gate.dialogue.changes import OUT_OF_ORDER, SENT_STAYS, SPEAKS_FOR_ANOTHER
from innsyn.gate.dialogue.opening import NO_CONVERSATION
from innsyn.gate.enrolment.asking import CANNOT_ASK
from innsyn.gate.grounds import (
    ACCESS_REVIEW,
    ATTESTED,
    BASES,
    CALENDAR_FEED,
    CLIENT,
    CLIENT_FOUND,
    CONVERSATION,
    DELIVERY,
    EMERGENCY_REASONS,
    ENROLLING,
    OWN_RECORD,
    PURPOSES,
    REGISTER_KEEPS,
    REGISTRATION_DESK,
    REPRESENTS,
    UNUSUAL_LIST,
)
from innsyn.gate.log.line import TOLD_TYPES
from innsyn.gate.log.patterns import PATTERNS
from innsyn.gate.log.tests.samples import every_sentence, keys_in
from innsyn.gate.offices import NO_POST, NO_QUESTION
from innsyn.gate.posts import POSTS
from innsyn.gate.representing import REGISTER_AWAY
from innsyn.gate.rules.book import RULES
from innsyn.gate.rules.professions import PROFESSIONS

TEXTS = Path(innsyn.gate.__file__).parent / "texts"
PURPOSES_OF_OTHERS = ("PATRQT", "FAMRQT", "PWATRNY", "PATADMIN", "HCOMPL", "RECORDMGT", "HOPERAT")
"""Of citizens, offices and systems."""
SPOKEN = {
    SILENCE.key,
    OWN_RECORD.basis,
    CALENDAR_FEED.basis,
    DELIVERY.basis,
    CLIENT.basis,
    CLIENT_FOUND.basis,
    CONVERSATION.basis,
    ATTESTED,
    REGISTRATION_DESK.basis,
    ENROLLING.basis,
    CANNOT_ASK.key,
    ACCESS_REVIEW.basis,
    UNUSUAL_LIST.basis,
    REGISTER_KEEPS.basis,
    "gate.basis.worklist",
    NO_POST.key,
    OUT_OF_BOUNDS.key,
    TOO_SOON.key,
    NOT_TAKEN_IN.key,
    REGISTER_AWAY.key,
    *(ground.basis for ground in REPRESENTS.values()),
    *EMERGENCY_REASONS,
    *(rule.text for rule in (*RULES, *ATTESTATION_RULES)),
    *(basis.key for basis in BASES),
    *(f"gate.purpose.{code}" for code in (*PURPOSES, *PURPOSES_OF_OTHERS)),
    *(f"gate.type.{name}" for name in TOLD_TYPES),
    *(f"gate.profession.{code}" for code in PROFESSIONS),
    *(key for said in every_sentence() for key in keys_in(said)),
    *(f"gate.post.{post}" for post in POSTS),
    *(f"gate.mark.{pattern.key}{more}" for pattern in PATTERNS for more in ("", ".why")),
    "gate.mark.intro",
    NO_QUESTION.key,
    *(verdict.key for verdict in (SENT_STAYS, OUT_OF_ORDER, SPEAKS_FOR_ANOTHER, NO_CONVERSATION)),
    *("gate.no_record", "gate.log_is_hers", "gate.rule.not_ours_to_change", "gate.rule.another_person", "gate.rule.scope"),
    *("gate.ground.choose_purpose", "gate.ground.choose_basis", "gate.ground.choose_reason", "gate.ground.write_reason"),
}


@pytest.mark.parametrize("language", ["nb", "nn", "en", "se"])
def test_the_texts_are_exactly_those_spoken_of(language):
    with (TEXTS / f"{language}.po").open("rb") as file:
        texts = {message.id: message.string for message in read_po(file) if message.id}
    assert texts.keys() == SPOKEN
    assert all(texts.values())
