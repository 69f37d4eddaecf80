"""Puts a result under a heading people know: by its code, by the specimen its name begins with, else by its category.

Source: LOINC 2.78 and NLK for the codes; the laboratories' naming (`P-`, `B-`, `U-`) from the national user's guide in medical
biochemistry; FHIR R4 observation-category.
"""

from collections.abc import Iterable

from innsyn.features.results.result import Kind
from innsyn.kernel import systems

_BY_LOINC: dict[Kind, str] = {
    Kind.BLOOD_PRESSURE: "85354-9 8480-6 8462-4 55284-4 8478-0 35094-2 8867-4 10230-1",
    Kind.BODY: "29463-7 3141-9 8302-2 8308-9 39156-5 8310-5 8280-0 9843-4 8287-5 77606-2 59576-9",
    Kind.LUNG: "20150-9 19868-9 19926-5 33452-4 19935-6 20152-5 19870-5 19911-7 2708-6 59408-5 9279-1",
    Kind.URINE: "5770-3 5792-7 5797-6 5794-3 5799-2 5802-4 5803-2 5804-0 5811-5 2888-6 14957-5 14959-1 9318-7 20454-5 5778-6 32167-9",
    Kind.BLOOD: "15074-8 2339-0 2345-7 41653-7 718-7 4548-4",
    Kind.MICROBE: "94500-6 94309-2 94558-4 6463-4 630-4 600-7 80382-5 92142-9 92141-1",
    Kind.SCORE: "74465-6 44249-1 44261-6 70274-6 69737-5 55757-9 55758-7 72514-3 38208-5 71425-3 72106-8 71354-5",
}
_LOINC_KINDS = {code: kind for kind, codes in _BY_LOINC.items() for code in codes.split()}

_BLOOD = "B P S fP fS aB vB cB Hb Erc Pt Hb(B) Erc(B) Ercs(B) Lkcs(B)"
_URINE = "U dU Pt(U)"
_PREFIXES = dict.fromkeys(_BLOOD.split(), Kind.BLOOD) | dict.fromkeys(_URINE.split(), Kind.URINE)

_CATEGORIES = {"laboratory": Kind.BLOOD, "survey": Kind.SCORE}


def kind(codings: Iterable[tuple[str, str]], names: Iterable[str], categories: Iterable[str]) -> Kind:
    """Say which heading a result stands under.

    codings: `(canonical system, code)`. names: texts and displays. categories: FHIR observation categories.
    A laboratory result that says no more is taken for blood, which most are; anything else unknown is `other`."""
    for system, code in codings:
        if system == systems.LOINC and code in _LOINC_KINDS:
            return _LOINC_KINDS[code]
    for name in names:
        start, dash, _ = name.partition("-")
        if dash and start in _PREFIXES:
            return _PREFIXES[start]
    return next((_CATEGORIES[category] for category in categories if category in _CATEGORIES), Kind.OTHER)
