"""Real data, where it is at hand."""

import bz2
import os
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parents[4]


@pytest.fixture(scope="session")
def synthea_bundles():
    """Three Synthea transaction bundles as bytes: hospitals, practitioners, one patient."""
    folder = Path(os.environ.get("INNSYN_SHARED_DATA", REPOSITORY.parent / "shared" / "data")) / "synthea"
    files = sorted(folder.glob("*.json.bz2"))
    if not files:
        pytest.skip("Synthea data is not at hand: set INNSYN_SHARED_DATA to the folder that holds synthea/")
    return [bz2.decompress(file.read_bytes()) for file in files[:3]]
