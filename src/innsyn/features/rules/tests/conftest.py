"""A site with the page of the rules, and the gate's own texts for the rules' sentences."""

from pathlib import Path

import pytest

import innsyn.gate
from innsyn.features import rules
from innsyn.web.testing import Site

GATE_TEXTS = Path(innsyn.gate.__file__).parent / "texts"


@pytest.fixture
def site():
    """The page, where nobody has chosen anything."""
    return Site((rules.FEATURE,), text_folders=(GATE_TEXTS,))
