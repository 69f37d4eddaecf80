"""A working copy for a checkout we may not write in: everything set-up makes lands in the copy, and the checkout stays as it was."""

import os
import shutil
from pathlib import Path

LEFT_OUT = frozenset({".git", ".venv", ".innsyn", "node_modules", "__pycache__", "built", ".pytest_cache", ".mypy_cache", ".ruff_cache"})
"""Folders that are made, not written; the copy has its own."""


def mirror(checkout: Path, copy: Path) -> None:
    """Make the copy's files those of the checkout: new and changed ones copied, vanished ones removed."""
    wanted = _files(checkout)
    for gone in _files(copy) - wanted:
        (copy / gone).unlink()
    for name in wanted:
        source, target = checkout / name, copy / name
        if not _is_same(source, target):
            target.parent.mkdir(parents=True, exist_ok=True)
            target.unlink(missing_ok=True)
            shutil.copy2(source, target, follow_symlinks=False)


def _files(top: Path) -> set[Path]:
    found: set[Path] = set()
    for folder, folders, files in os.walk(top):
        folders[:] = [name for name in folders if name not in LEFT_OUT]
        found.update((Path(folder) / name).relative_to(top) for name in files)
    return found


def _is_same(source: Path, target: Path) -> bool:
    if not target.exists() or target.is_symlink():
        return False
    one, other = source.stat(), target.stat()
    return (one.st_size, int(one.st_mtime)) == (other.st_size, int(other.st_mtime))
