"""Says which of several conditions hold for the version that stands: yes or no to each, nothing of what it says.

The gate asks this after a refusal, to name in the log the rule behind it.
"""

from collections.abc import Sequence

from innsyn.record.asking import Arguments, statement
from innsyn.record.coalescing import Coalescer
from innsyn.record.condition import Condition
from innsyn.record.statements import narrowed
from innsyn.record.stored import Owner

_REST = """hit as materialized (
  select a.n, a.owner, {answers} from asked a join lateral (
    select * from version v where v.owner = a.owner and v.type = a.type::resource_type and v.id = a.id and v.is_current limit 1) v on true)
select h.* from hit h"""


async def which_hold(coalescer: Coalescer, owner: Owner, type_: str, id_: str, conditions: Sequence[Condition]) -> tuple[bool, ...] | None:
    """Ask all conditions of one resource in one statement. See `Record.holding`."""
    arguments = Arguments()
    arguments.add("text", type_, "type")
    arguments.add("text", id_, "id")
    answers = [f"({narrowed(condition, arguments).format(v='v')}) as held{place}" for place, condition in enumerate(conditions)]
    rest = _REST.format(answers=", ".join(answers) or "true as none")
    rows = await coalescer.ask(statement(tuple(arguments.names), tuple(arguments.types), rest), owner, arguments.values)
    return tuple(bool(rows[0][f"held{place}"]) for place in range(len(conditions))) if rows else None
