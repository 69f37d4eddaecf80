"""Laboratory analyses and measurements: Norwegian name, NLK and LOINC code, UCUM unit, reference range.

Source: Norsk laboratoriekodeverk (7280) as used in KUHR claims; LOINC; ranges as Norwegian laboratories commonly give them.
Columns: key | name | NLK or - | LOINC or - | UCUM | shown unit | women low-high | men low-high | decimals.
"""

from dataclasses import dataclass
from typing import Literal

from innsyn.sandbox.people.person import Sex

_LABORATORY = """
hb        | B-Hemoglobin         | NPU28309 | 718-7   | g/dL      | g/dL      | 11.7-15.3 | 13.4-17.0 | 1
mcv       | Erc-MCV              | NPU01944 | 787-2   | fL        | fL        | 82-98     | 82-98     | 0
leukocytes| B-Leukocytter        | NPU02593 | 26464-8 | 10*9/L    | 10^9/L    | 3.5-8.8   | 3.5-8.8   | 1
platelets | B-Trombocytter       | NPU03568 | 26515-7 | 10*9/L    | 10^9/L    | 145-390   | 145-390   | 0
crp       | P-CRP                | NPU19748 | 1988-5  | mg/L      | mg/L      | -5        | -5        | 0
ferritin  | P-Ferritin           | NPU19763 | 20567-4 | ug/L      | µg/L      | 15-160    | 30-400    | 0
b12       | P-Vitamin B12        | NPU01700 | 14685-2 | pmol/L    | pmol/L    | 150-650   | 150-650   | 0
vitamin_d | P-25-OH-vitamin D    | NPU10267 | 14635-7 | nmol/L    | nmol/L    | 50-150    | 50-150    | 0
sodium    | P-Natrium            | NPU03429 | 2951-2  | mmol/L    | mmol/L    | 137-145   | 137-145   | 0
potassium | P-Kalium             | NPU03230 | 2823-3  | mmol/L    | mmol/L    | 3.5-4.6   | 3.5-4.6   | 1
creatinine| P-Kreatinin          | NPU04998 | 14682-9 | umol/L    | µmol/L    | 45-90     | 60-105    | 0
egfr      | Pt-eGFR (CKD-EPI)    | -        | 98979-8 | mL/min/{1.73_m2} | mL/min/1,73 m² | 60- | 60-      | 0
urea      | P-Karbamid           | NPU01459 | 22664-7 | mmol/L    | mmol/L    | 2.6-7.8   | 3.2-8.1   | 1
albumin   | P-Albumin            | NPU19673 | 1751-7  | g/L       | g/L       | 36-48     | 36-48     | 0
bilirubin | P-Bilirubin          | NPU01370 | 14631-6 | umol/L    | µmol/L    | 5-25      | 5-25      | 0
alat      | P-ALAT               | NPU19651 | 1742-6  | U/L       | U/L       | 10-45     | 10-70     | 0
gt        | P-GT                 | NPU19657 | 2324-2  | U/L       | U/L       | 10-75     | 10-115    | 0
cholesterol | P-Kolesterol       | NPU01566 | 14647-2 | mmol/L    | mmol/L    | 3.3-6.9   | 3.3-6.9   | 1
hdl       | P-HDL-kolesterol     | NPU01567 | 14646-4 | mmol/L    | mmol/L    | 1.0-2.7   | 0.8-2.1   | 1
ldl       | P-LDL-kolesterol     | NPU01568 | 22748-8 | mmol/L    | mmol/L    | 1.4-4.7   | 1.4-4.7   | 1
hba1c     | Hb-HbA1c (IFCC)      | NPU27300 | 59261-8 | mmol/mol  | mmol/mol  | 28-40     | 28-40     | 0
glucose   | P-Glukose            | NPU02192 | 14749-6 | mmol/L    | mmol/L    | 4.0-6.0   | 4.0-6.0   | 1
tsh       | P-TSH                | NPU03577 | 11579-0 | m[IU]/L   | mIE/L     | 0.5-3.6   | 0.5-3.6   | 1
ft4       | P-Fritt T4           | NPU03579 | 14920-3 | pmol/L    | pmol/L    | 11-19     | 11-19     | 0
inr       | P-PT-INR             | NPU01685 | 6301-6  | {INR}     | INR       | 0.8-1.2   | 0.8-1.2   | 1
psa       | P-PSA                | NPU08669 | 2857-1  | ug/L      | µg/L      | -         | -4.0      | 1
cea       | P-CEA                | NPU19719 | 2039-6  | ug/L      | µg/L      | -5.0      | -5.0      | 1
probnp    | P-NT-proBNP          | NPU21571 | 33762-6 | ng/L      | ng/L      | -300      | -300      | 0
acr       | U-Albumin/kreatinin  | NPU19661 | 14959-1 | mg/mmol   | mg/mmol   | -2.5      | -2.5      | 1
"""
_MEASUREMENTS = """
weight    | Vekt                 | - | 29463-7 | kg        | kg        | - | - | 1
height    | Høyde                | - | 8302-2  | cm        | cm        | - | - | 0
head      | Hodeomkrets          | - | 9843-4  | cm        | cm        | - | - | 1
temperature | Kroppstemperatur   | - | 8310-5  | Cel       | °C        | 36.0-37.5 | 36.0-37.5 | 1
pulse     | Puls                 | - | 8867-4  | /min      | slag/min  | 50-100 | 50-100 | 0
saturation | Oksygenmetning      | - | 2708-6  | %         | %         | 95- | 95- | 0
respiration | Respirasjonsfrekvens | - | 9279-1 | /min     | /min      | 12-20 | 12-20 | 0
peak_flow | PEF                  | - | 33452-4 | L/min     | L/min     | - | - | 0
fev1      | FEV1                 | - | 20150-9 | L         | L         | - | - | 2
fvc       | FVC                  | - | 19868-9 | L         | L         | - | - | 2
fev1_ratio | FEV1/FVC            | - | 19926-5 | %         | %         | 70- | 70- | 0
ejection  | Ejeksjonsfraksjon    | - | 10230-1 | %         | %         | 52- | 52- | 0
phq9      | PHQ-9, sumskår       | - | 44261-6 | {score}   | poeng     | -4 | -4 | 0
mmse      | MMSE-NR, sumskår     | - | 72106-8 | {score}   | poeng     | 27-30 | 27-30 | 0
epds      | EPDS, sumskår        | - | 71354-5 | {score}   | poeng     | -9 | -9 | 0
home_glucose | Glukose, egenmåling | - | 15074-8 | mmol/L  | mmol/L    | 4.0-10.0 | 4.0-10.0 | 1
"""

Category = Literal["laboratory", "vital-signs", "survey", "procedure"]
_VITAL = frozenset({"weight", "height", "head", "temperature", "pulse", "saturation", "respiration"})
_SURVEY = frozenset({"phq9", "mmse", "epds"})


@dataclass(frozen=True, slots=True)
class Range:
    """A reference range. low, high: in the analysis' unit; None where it is open."""

    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class Analysis:
    """Something that is measured. nlk, loinc: codes, None where there is none. unit: UCUM. shown: the unit as people write it."""

    key: str
    name: str
    nlk: str | None
    loinc: str | None
    unit: str
    shown: str
    ranges: dict[Sex, Range]
    decimals: int
    category: Category


def _range(text: str) -> Range:
    low, _, high = text.partition("-")
    return Range(float(low) if low else None, float(high) if high else None)


def _category(key: str, default: Category) -> Category:
    if key in _VITAL:
        return "vital-signs"
    return "survey" if key in _SURVEY else default


def _analyses(text: str, default: Category) -> dict[str, Analysis]:
    analyses = {}
    for line in text.strip().splitlines():
        key, name, nlk, loinc, unit, shown, women, men, decimals = (cell.strip() for cell in line.split("|"))
        ranges = {Sex.FEMALE: _range(women), Sex.MALE: _range(men)}
        codes = (None if nlk == "-" else nlk, None if loinc == "-" else loinc)
        analyses[key] = Analysis(key, name, *codes, unit, shown, ranges, int(decimals), _category(key, default))
    return analyses


ANALYSES = _analyses(_LABORATORY, "laboratory") | _analyses(_MEASUREMENTS, "procedure")
NEAR_PATIENT = frozenset({"hb", "crp", "glucose", "inr", "hba1c", "leukocytes"})
"""What a GP office measures itself while the patient waits."""
