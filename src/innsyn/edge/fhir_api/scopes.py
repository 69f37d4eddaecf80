"""Refuses what a token's scopes do not grant, before anything is asked of the gate.

Source: SMART App Launch 2.2.0, scopes; RFC 6750 §3.1 (`insufficient_scope`).
"""

from typing import cast

from innsyn.edge.fhir_api.exchange import Answer, Call
from innsyn.edge.fhir_api.refusals import one
from innsyn.gate.scopes import Interaction

NEEDED: dict[str, Interaction] = {
    "read": "read",
    "vread": "read",
    "history-instance": "read",
    "history-type": "search",
    "history-system": "search",
    "search-type": "search",
    "search-system": "search",
    "create": "create",
    "update": "update",
    "conditional-update": "update",
    "patch": "update",
    "conditional-patch": "update",
    "delete": "delete",
    "conditional-delete": "delete",
}
"""What an interaction asks of the scopes. Batches, transactions and operations ask for each of their parts."""

_LETTERS = {"create": "c", "read": "r", "update": "u", "delete": "d", "search": "s"}


def not_granted(call: Call, interaction: str, type_: str | None) -> Answer | None:
    """Give the no, with the scope that would do; None when the token grants it. type_: None for no type in particular."""
    if call.client.may(cast(Interaction, interaction), type_):
        return None
    scope = f"{call.client.context}/{type_ or '*'}.{_LETTERS[interaction]}"
    scheme = "DPoP" if call.headers.get("authorization", "").lower().startswith("dpop") else "Bearer"
    challenge = f'{scheme} error="insufficient_scope", scope="{scope}"'
    return one(403, "forbidden", f"the token's scopes do not grant this: it needs {scope}").with_headers(("www-authenticate", challenge))
