"""What the house tests walk: every file of the repository, and the platform's own modules as syntax trees."""

import ast
import os
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).parents[2]
MADE = {".git", ".venv", ".innsyn", "node_modules", "__pycache__", "built", ".mypy_cache", ".ruff_cache", ".pytest_cache", ".hypothesis"}


@dataclass(frozen=True)
class Module:
    """One module of the platform. name: path inside src/innsyn."""

    name: str
    text: str
    tree: ast.Module


@pytest.fixture(scope="session")
def checkout() -> Path:
    return CHECKOUT


@pytest.fixture(scope="session")
def written_files() -> list[Path]:
    """Every file somebody wrote: what git knows or would take up; in a copy without git, what is not made."""
    command = ["git", "-c", "safe.directory=*", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    listed = subprocess.run(command, cwd=CHECKOUT, capture_output=True, text=True, check=False) if (CHECKOUT / ".git").exists() else None
    if listed is not None and listed.returncode == 0:
        return [path for name in listed.stdout.split("\0") if name and (path := CHECKOUT / name).is_file()]
    return [
        Path(folder) / name
        for folder, folders, files in os.walk(CHECKOUT)
        if not MADE & set(Path(folder).relative_to(CHECKOUT).parts)
        for name in files
    ]


@pytest.fixture(scope="session")
def written_texts(written_files) -> dict[str, str]:
    """Path inside the repository to contents, of every file that is text."""
    contents = {str(path.relative_to(CHECKOUT)): path.read_bytes() for path in written_files}
    return {name: content.decode("utf-8", "replace") for name, content in contents.items() if b"\0" not in content}


@pytest.fixture(scope="session")
def modules() -> list[Module]:
    """Every module of the platform; tests are left out."""
    root = CHECKOUT / "src" / "innsyn"
    found = [path for path in sorted(root.rglob("*.py")) if "tests" not in path.parts and path.name != "conftest.py"]
    return [Module(str(path.relative_to(root)), text := path.read_text("utf-8"), ast.parse(text)) for path in found]
