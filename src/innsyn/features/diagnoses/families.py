"""Which codes of general practice (ICPC-2) and of hospitals (ICD-10) speak of the same problem.

Only pairs that a lay person would call one problem; anything finer or doubtful is left apart.
Source: the headings of ICPC-2 and of ICD-10, Norwegian editions; docs/spec/diagnoses.md.
"""

from collections.abc import Iterable

from innsyn.features.diagnoses.problem import Code
from innsyn.kernel import systems

_ROWS = """
anaemia_iron         | B80         | D50
angina               | K74         | I20
anxiety              | P74         | F41
arthrosis_hip        | L89         | M16
arthrosis_knee       | L90         | M17
asthma               | R96         | J45
atrial_fibrillation  | K78         | I48
back_pain            | L03 L84 L86 | M54
bowel_cancer         | D75         | C18 C19 C20
breast_cancer        | X76         | C50
cataract             | F92         | H25 H26
coeliac_disease      |             | K90
copd                 | R95         | J44
dementia             | P70         | F00 F01 F02 F03 G30
depression           | P76         | F32 F33
diabetes_1           | T89         | E10
diabetes_2           | T90         | E11
eczema               | S87         | L20
epilepsy             | N88         | G40
gout                 | T92         | M10
hay_fever            | R97         | J30
heart_attack         | K75         | I21 I22
heart_failure        | K77         | I50
high_blood_pressure  | K86 K87     | I10 I11 I13 I15
high_cholesterol     | T93         | E78
thigh_fracture       | L75         | S72
high_metabolism      | T85         | E05
low_metabolism       | T86         | E02 E03
kidney_failure       |             | N18
lung_cancer          | R84         | C34
migraine             | N89         | G43
multiple_sclerosis   | N86         | G35
obesity              | T82         | E66
osteoporosis         | L95         | M80 M81
parkinson            | N87         | G20
pneumonia            | R81         | J12 J13 J14 J15 J16 J18
pregnancy            | W78 W84     | Z33 Z34 Z35
prostate_cancer      | Y77         | C61
psoriasis            | S91         | L40
rheumatoid_arthritis | L88         | M05 M06
stroke               | K90         | I60 I61 I63 I64
urinary_infection    | U71         | N30
"""

CATEGORY_LENGTH = 3
"""The letter and two digits that both systems begin with: what follows is detail of the same problem."""


def _read(rows: str) -> dict[tuple[str, str], str]:
    found: dict[tuple[str, str], str] = {}
    for row in rows.strip().splitlines():
        family, general_practice, hospital = (column.strip() for column in row.split("|"))
        found.update({(systems.ICPC_2, code): family for code in general_practice.split()})
        found.update({(systems.ICD_10, code): family for code in hospital.split()})
    return found


_FAMILIES = _read(_ROWS)

FAMILIES = frozenset(_FAMILIES.values())
"""Every family; each has its plain words in the texts."""


def family(codes: Iterable[Code]) -> str:
    """Say which family the codes of one registration belong to, empty when none or more than one."""
    found = {
        _FAMILIES[each.system, each.code[:CATEGORY_LENGTH]] for each in codes if (each.system, each.code[:CATEGORY_LENGTH]) in _FAMILIES
    }
    return found.pop() if len(found) == 1 else ""
