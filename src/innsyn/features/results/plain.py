"""Everyday names of the commonest analyses, found by code; the laboratory's own name is always shown beside.

Source: LOINC and NLK codes; names as in patient information from Norwegian laboratories.
"""

from collections.abc import Iterable

from innsyn.kernel import systems

_ROWS = """
haemoglobin     | 718-7   | NPU28309 NPU02319
red_cell_size   | 787-2   | NPU01944
white_cells     | 26464-8 | NPU02593
platelets       | 26515-7 | NPU03568
crp             | 1988-5  | NPU19748
iron_store      | 20567-4 | NPU19763
vitamin_b12     | 14685-2 | NPU01700
vitamin_d       | 14635-7 | NPU10267
sodium          | 2951-2  | NPU03429
potassium       | 2823-3  | NPU03230
creatinine      | 14682-9 | NPU04998
kidney_function | 98979-8 |
urea            | 22664-7 | NPU01459
albumin         | 1751-7  | NPU19673
bilirubin       | 14631-6 | NPU01370
liver_alat      | 1742-6  | NPU19651
liver_gt        | 2324-2  | NPU19657
cholesterol     | 14647-2 | NPU01566
hdl             | 14646-4 | NPU01567
ldl             | 22748-8 | NPU01568
long_sugar      | 59261-8 | NPU27300
blood_sugar     | 14749-6 15074-8 | NPU02192 NPU02187
thyroid_tsh     | 11579-0 | NPU03577
thyroid_t4      | 14920-3 | NPU03579
inr             | 6301-6  | NPU01685
psa             | 2857-1  | NPU08669
cea             | 2039-6  | NPU19719
heart_strain    | 33762-6 | NPU21571
urine_albumin   | 14959-1 | NPU19661
blood_pressure  | 85354-9 |
pulse           | 8867-4  |
pump_function   | 10230-1 |
weight          | 29463-7 |
height          | 8302-2  |
head_size       | 9843-4  |
body_mass_index | 39156-5 |
temperature     | 8310-5  |
oxygen          | 2708-6 59408-5 |
breathing       | 9279-1  |
peak_flow       | 33452-4 |
fev1            | 20150-9 |
fvc             | 19868-9 |
fev1_share      | 19926-5 |
phq9            | 44261-6 |
memory          | 72106-8 |
birth_mood      | 71354-5 |
"""


def _read(rows: str) -> dict[tuple[str, str], str]:
    found: dict[tuple[str, str], str] = {}
    for row in rows.strip().splitlines():
        word, loinc, nlk = (column.strip() for column in row.split("|"))
        found.update({(systems.LOINC, code): word for code in loinc.split()})
        found.update({(systems.NLK, code): word for code in nlk.split()})
    return found


_WORDS = _read(_ROWS)

WORDS = frozenset(_WORDS.values())
"""The last words of the text keys `results.name.<word>`."""


def everyday(codes: Iterable[tuple[str, str]]) -> str:
    """Say the word of an analysis' everyday name, empty when we have none. codes: `(canonical system, code)`."""
    return next((_WORDS[code] for code in codes if code in _WORDS), "")
