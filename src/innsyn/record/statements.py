"""Builds the statements that read and log at once: rows come out only if the log rows went in.

Source: docs/adr/0004-read-and-log-in-one-statement.md. Each is one data-modifying CTE; every part that touches a distributed table names
its owner, `a.owner` for a question and `h.owner` for a hit.
"""

from innsyn.record.asking import Arguments
from innsyn.record.condition import Condition
from innsyn.record.entry import Entry
from innsyn.record.log_row import detail_text
from innsyn.record.narrowing import narrowing

CARRIED = "a.n, a.owner as owner, a.at, a.visit, a.action, a.detail, a.is_fresh"
"""What the log part needs of a question, selected from `asked a`."""

LOG_INTO = "insert into log_entry (owner, at, visit, action, type, ids, shown, outcome, detail)"


def logged_page(type_: str, ids: str) -> str:
    """Write the part that logs each fresh question `a` with the rows of its page `h` that are handed out.

    type_, ids: what the log says was asked for."""
    return f"""logged as ({LOG_INTO}
  select a.owner, a.at, a.visit, a.action, {type_}, {ids}, coalesce(g.shown, '{{}}'), 'done', a.detail::jsonb
  from asked a left join (
    select h.n, array_agg(h.row) filter (where h.place <= h.count and not h.deleted) as shown from page h group by h.n) g on g.n = a.n
  where a.is_fresh)"""


def opening(entry: Entry, stamp: int | None) -> Arguments:
    """Begin the columns of a question with what every logged question carries."""
    arguments = Arguments()
    arguments.add("bigint", stamp, "stamp")
    arguments.add("timestamptz", entry.at, "at")
    arguments.add("uuid", entry.visit, "visit")
    arguments.add("text", entry.action.value, "action")
    arguments.add("text", detail_text(entry.detail), "detail")
    return arguments


def narrowed(condition: Condition, arguments: Arguments) -> str:
    """Add a condition's arguments. Returns its text, with `{v}` for the version's alias."""
    text, columns = narrowing(condition)
    return text.format(*[arguments.add_written(type_, value) for type_, value in columns], v="{v}")


def and_still(condition: str, owner: str = "a.owner") -> str:
    """Write `condition` for an older version `v` of `owner`: it must hold for that version and for the one that stands now.

    A label put on today shields what was written before it. A resource that is gone keeps the labels it had."""
    now = condition.format(v="w")
    return (
        f"({condition.format(v='v')}) and exists (select from version w where w.owner = {owner} and w.type = v.type and w.id = v.id"
        f" and w.is_current and {now})"
    )
