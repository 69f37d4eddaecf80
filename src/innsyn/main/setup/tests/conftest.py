"""A checkout of nothing but lock files, with programs that only write down what they were told."""

from pathlib import Path

import pytest

from innsyn.main.setup.places import Places

PACKAGES = Path(".venv") / "lib" / "python3.11" / "site-packages"


@pytest.fixture
def places(tmp_path) -> Places:
    checkout = tmp_path / "checkout"
    checkout.mkdir()
    (checkout / "requirements-build.txt").write_text(
        "node==1 \\\n    --hash=sha256:aa\nuv==2 \\\n    --hash=sha256:bb\n    # via x\nzz==3\n"
    )
    (checkout / "requirements.txt").write_text("click==1 --hash=sha256:cc\n")
    (checkout / "requirements-dev.txt").write_text("pytest==1 --hash=sha256:dd\n")
    (checkout / "package-lock.json").write_text("{}")
    return Places(checkout)


@pytest.fixture
def program(tmp_path):
    """Make a program that adds its arguments to `told` beside it, does what `does` says in shell, and ends with `status`."""

    def make(path: Path, *, status: int = 0, does: str = ":") -> Path:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f'#!/bin/sh\necho "$@" >> "{told(path)}"\n{does}\nexit {status}\n')
        path.chmod(0o755)
        return path

    return make


def told(path: Path) -> Path:
    return path.with_name(path.name + ".told")


@pytest.fixture
def said_to():
    """Read what a program was told, a line a call."""
    return lambda path: told(path).read_text().splitlines() if told(path).exists() else []
