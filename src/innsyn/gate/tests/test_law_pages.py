"""The pages of the law name exactly the rules that are in force."""

import re
from pathlib import Path

import pytest

from innsyn.gate.attestation.rules import ATTESTATION_RULES
from innsyn.gate.rules.book import RULES

LAW = Path(__file__).parents[4] / "docs" / "law"


@pytest.mark.parametrize(
    ("page", "rules"), [("access-rules.md", RULES), ("attestation.md", ATTESTATION_RULES)], ids=["access", "attestation"]
)
def test_a_page_of_the_law_has_a_row_for_each_rule_and_no_other(page, rules):
    rows = re.findall(r"^\| ([A-Z][^ |]*) \|", (LAW / page).read_text("utf-8"), re.MULTILINE)
    assert rows == [rule.key for rule in rules]


def test_every_rule_of_access_shows_its_paragraph_on_the_page():
    text = (LAW / "access-rules.md").read_text("utf-8")
    assert all(f"| {rule.law} |" in text for rule in RULES)
