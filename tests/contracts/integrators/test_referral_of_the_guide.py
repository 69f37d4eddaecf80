"""The referral in docs/integrators.md is valid FHIR, and says to a patient what the guide says that it says."""

import json
import re
from datetime import date
from pathlib import Path

from innsyn.features.referrals.from_fhir import referral
from innsyn.features.referrals.samples import stored
from innsyn.fhir.validation import validate

GUIDE = Path(__file__).parents[3] / "docs" / "integrators.md"


def test_the_guides_referral_is_valid_and_gives_a_right_to_care_by_its_last_day():
    (text,) = re.findall(r"^```json\n(.*?)^```$", GUIDE.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    body = json.loads(text)
    assert validate(body) == []
    found = referral(stored(body))
    assert (found.state, found.latest_start, found.days["mottatt"]) == ("right", date(2027, 1, 15), date(2026, 11, 3))
