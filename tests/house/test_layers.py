"""The import contracts hold, and each of them fails when a forbidden import is planted."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).parents[2]
OVERVIEW = "features/overview"
PLANTED = {
    "layers": ("kernel/clock.py", "import innsyn.fhir", "innsyn.kernel.clock -> innsyn.fhir"),
    "features-apart": (f"{OVERVIEW}/__init__.py", "import innsyn.features.results", "innsyn.features.overview -> innsyn.features.results"),
    "edges-apart": ("edge/idporten/__init__.py", "import innsyn.edge.helseid", "innsyn.edge.idporten -> innsyn.edge.helseid"),
    "record-protected": ("web/__init__.py", "import innsyn.record.stored", "innsyn.web -> innsyn.record.stored"),
    "rules-pure": ("gate/rules/__init__.py", "import asyncpg", "innsyn.gate.rules -> asyncpg"),
    "framework-outside": (f"{OVERVIEW}/__init__.py", "import litestar", "innsyn.features.overview -> litestar"),
    "simulators-alone": ("sandbox/simulators/__init__.py", "import innsyn.fhir", "innsyn.sandbox.simulators -> innsyn.fhir"),
    "no-rings": ("kernel/clock.py", "import innsyn.kernel.planted", "No cycles are allowed in innsyn.kernel"),
}
"""Contract to the file, the import planted in it, and the words that name exactly that import."""


def lint(source: Path, *contracts: str) -> subprocess.CompletedProcess[str]:
    """Hold the sources against these contracts, or against all of them when none is named."""
    program = Path(sys.executable).with_name("lint-imports")
    chosen = [word for contract in contracts for word in ("--contract", contract)]
    command = [program, "--no-logo", "--no-cache", "--config", CHECKOUT / ".importlinter", *chosen]
    environment = {"PYTHONPATH": str(source), "PATH": os.defpath, "COLUMNS": "300"}
    return subprocess.run(command, cwd=source, env=environment, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def copy(tmp_path_factory) -> Path:
    source = tmp_path_factory.mktemp("copy")
    shutil.copytree(CHECKOUT / "src" / "innsyn", source / "innsyn", ignore=shutil.ignore_patterns("__pycache__", "built", "definitions"))
    (source / "innsyn" / "kernel" / "planted.py").write_text('"""Planted."""\n\nimport innsyn.kernel.clock\n')
    return source


def test_every_contract_holds():
    found = lint(CHECKOUT / "src")
    assert found.returncode == 0, found.stdout
    assert f"Contracts: {len(PLANTED)} kept, 0 broken." in found.stdout


@pytest.mark.parametrize("contract", PLANTED)
def test_contract_fails_when_a_forbidden_import_is_planted(copy, contract):
    name, forbidden, said = PLANTED[contract]
    file = copy / "innsyn" / name
    before = file.read_text()
    file.write_text(f"{before}\n{forbidden}\n")
    try:
        found = lint(copy, contract)
    finally:
        file.write_text(before)
    assert found.returncode == 1
    assert said in found.stdout


def test_every_contract_has_a_planted_import():
    sections = [line for line in (CHECKOUT / ".importlinter").read_text().splitlines() if line.startswith("[importlinter:contract:")]
    assert {section.rpartition(":")[2].rstrip("]") for section in sections} == set(PLANTED)
