"""For every test: what a developer has set for the program itself is forgotten, so that no test ever meets her own database or folders."""

import os

KEPT = {"INNSYN_TEST_DATABASE_URL", "INNSYN_SHARED_DATA", "INNSYN_R4_PACKAGE", "INNSYN_JOURNEY_DEMO", "INNSYN_PICTURES"}

for name in [name for name in os.environ if name.startswith("INNSYN_") and name not in KEPT]:
    del os.environ[name]
