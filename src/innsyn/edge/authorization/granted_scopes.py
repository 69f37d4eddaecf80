"""What is granted: what was asked for, as far as it is registered.

Source: RFC 6749 §3.3; SMART App Launch 2.2, "Scopes for requesting FHIR Resources" (a server may grant less than was asked)."""

from innsyn.gate.scopes import Context, Scope, Scopes


def granted(asked: str, registered: str, context: Context) -> str:
    """Say the scopes both hold, words with spaces between, as version 2 writes them; empty when there are none.

    `system/*.rs` asked and `system/Observation.cruds` registered give `system/Observation.rs`; restrictions of both hold together."""
    both = Scopes.parse(asked).within(context).meet(Scopes.parse(registered)).all
    return str(Scopes(tuple(one for one in both if not any(_says_more(other, one) for other in both))))


def _says_more(other: Scope, one: Scope) -> bool:
    """Say whether another scope grants everything this one does: then this one need not be said."""
    is_wide = other.type in ("*", one.type) and one.interactions <= other.interactions and set(other.restrictions) <= set(one.restrictions)
    return other != one and is_wide
