"""The words by which a resource says that it is about access: categories of Consent, labels of Flag and RelatedPerson, kinds of Task.

They tell the rules which resources open or close a record, and who may write those. Source: docs/spec/words.md.
"""

from innsyn.kernel.systems import ACCESS_FACT
from innsyn.record.condition import AllOf, AnyOf, Condition, FromCustodian, HasLabel, HasToken, OfType

PATIENT_KEEPS = "patient"
"""Custodian of what the patient herself has written: no organisation number, so that no organisation can write in her name."""

GRANT, SHIELD = "grant", "shield"
"""Categories of Consent: a power of attorney, a shield."""

WITHHOLDING, REGISTERED = "withholding", "registered"
"""Labels: a Flag that withholds resources, a RelatedPerson as the population register has it."""

WITHHOLDING_LABEL, REGISTERED_LABEL = f"{ACCESS_FACT}|{WITHHOLDING}", f"{ACCESS_FACT}|{REGISTERED}"
"""The same as the record keeps labels of systems it does not know by heart."""

HIDE_REQUEST, ACCESS_QUESTION, ENROLMENT = "hide-request", "access-question", "enrolment"
"""Kinds of Task: a young person asks to hide something, somebody asks why a record was opened, a ward asks
for its patient to be enrolled."""

PATIENTS_TASKS = (HIDE_REQUEST, ACCESS_QUESTION)
"""Tasks a patient may ask of an organisation."""

IS_GRANT: Condition = AllOf((OfType(frozenset({"Consent"})), HasToken("category", ACCESS_FACT, GRANT)))
IS_SHIELD: Condition = AllOf((OfType(frozenset({"Consent"})), HasToken("category", ACCESS_FACT, SHIELD)))
IS_REGISTERED: Condition = AllOf((OfType(frozenset({"RelatedPerson"})), HasLabel(frozenset({REGISTERED_LABEL}))))
IS_WITHHOLDING: Condition = HasLabel(frozenset({WITHHOLDING_LABEL}))
IS_PATIENTS_OWN: Condition = FromCustodian(frozenset({PATIENT_KEEPS}))
IS_ACCESS_TASK: Condition = AllOf(
    (
        OfType(frozenset({"Task"})),
        AnyOf(tuple(HasToken("code", ACCESS_FACT, code) for code in (HIDE_REQUEST, ACCESS_QUESTION, ENROLMENT))),
    )
)


def is_task(*codes: str) -> Condition:
    """Say that a resource is a Task of one of these kinds."""
    coded = tuple(HasToken("code", ACCESS_FACT, code) for code in codes)
    return AllOf((OfType(frozenset({"Task"})), coded[0] if len(coded) == 1 else AnyOf(coded)))
