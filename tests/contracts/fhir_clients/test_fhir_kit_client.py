"""fhir-kit-client (npm), a third client that we did not write: CRUD, patch, versions, pages, POST searches, compartments and batches."""

import json
import subprocess
from pathlib import Path

from innsyn.main.setup.npm import node
from innsyn.main.setup.places import Places

CHECKOUT = Path(__file__).parents[3]
SCRIPT = Path(__file__).with_name("kit.mjs")


def test_an_integrators_work_from_node(interface):
    words = [node(Places(CHECKOUT)), SCRIPT, interface.base, interface.token]
    done = subprocess.run(words, capture_output=True, text=True, check=False, timeout=600)
    assert done.returncode == 0, done.stderr[-2000:]
    assert json.loads(done.stdout) == {
        "version": "4.0.1",
        "smart": True,
        "created": "Patient",
        "read": "Kit",
        "vread": True,
        "patched": "Patched",
        "history": 3,
        "pages": [5, 5, 2],
        "posted": 1,
        "compartment": 12,
        "batch": ["200", "404"],
        "referenced": 409,
        "absent": [404, "OperationOutcome"],
    }
