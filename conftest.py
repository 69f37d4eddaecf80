"""For every test: what a developer has set for the program itself is forgotten, so that no test ever meets her own database or folders."""

import os

from hypothesis import HealthCheck, settings

KEPT = {"INNSYN_TEST_DATABASE_URL", "INNSYN_SHARED_DATA", "INNSYN_R4_PACKAGE", "INNSYN_JOURNEY_DEMO", "INNSYN_PICTURES", "INNSYN_ROUNDS"}

for name in [name for name in os.environ if name.startswith("INNSYN_") and name not in KEPT]:
    del os.environ[name]

# A busy machine is no defect: in a fresh clone the first property reads every module for its constants before it draws anything.
settings.register_profile("innsyn", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("innsyn")
