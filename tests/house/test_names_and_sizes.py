"""Files are named for what they are, short, and say first what they are for."""

import ast
import re

import pytest

SAY_NOTHING = {"utils", "util", "helpers", "helper", "manager", "managers", "data", "info", "common", "base", "misc", "stuff"}
LONGEST_FILE, LONGEST_FUNCTION = 300, 60


def empty_words(name: str) -> set[str]:
    return {word for part in name.removesuffix(".py").split("/") for word in part.split("_")} & SAY_NOTHING


def test_no_file_has_a_name_that_says_nothing(modules):
    found = [module.name for module in modules if empty_words(module.name)]
    assert not found, f"name the file for the thing or the specification's verb: {found}"


@pytest.mark.parametrize(("name", "is_empty"), [("web/utils.py", True), ("kernel/date_helpers.py", True), ("record/database.py", False)])
def test_empty_names_are_told_from_full_ones(name, is_empty):
    assert bool(empty_words(name)) is is_empty


def test_no_file_is_too_long(modules):
    found = {module.name: lines for module in modules if (lines := len(module.text.splitlines())) > LONGEST_FILE}
    assert not found, f"find the second idea and name it: {found}"


def test_no_function_is_too_long(modules):
    functions = [
        (module.name, node)
        for module in modules
        for node in ast.walk(module.tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    ]
    found = {f"{name}:{node.name}": lines for name, node in functions if (lines := node.end_lineno - node.lineno + 1) > LONGEST_FUNCTION}
    assert not found, f"find the second idea and name it: {found}"


def test_every_module_says_in_one_sentence_what_it_is_for(modules):
    spoken = {module.name: ast.get_docstring(module.tree) or "" for module in modules if module.text.strip()}
    silent = [name for name, words in spoken.items() if not re.match(r"\S.*[.:]$", words.split("\n")[0])]
    assert not silent, f"open the module with one sentence, ended by a full stop: {silent}"
