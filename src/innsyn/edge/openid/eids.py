"""Which electronic identity was used, by our own name for it."""

from collections.abc import Sequence


def eid_in(amr: object, accepted: Sequence[str]) -> str:
    """Find the first method that is on the list.

    amr: the claim, a list or a single text. accepted: values as the provider writes them, compared without case.
    Returns our name: the first word of the value in lower case (`BankID Mobil` is `bankid`); empty when none is on the list."""
    methods = amr if isinstance(amr, list) else [amr]
    known = {value.casefold(): value.casefold().split()[0] for value in accepted}
    return next((known[method.casefold()] for method in methods if isinstance(method, str) and method.casefold() in known), "")
