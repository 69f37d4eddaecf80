"""Each invariant with an object that breaks it, and beside it the same object mended."""

from pathlib import Path

import pytest

from innsyn.fhir.definitions.tables import element_table
from innsyn.fhir.invariants.rule import UCUM, is_not_before
from innsyn.fhir.invariants.table import ADVICE, ALL

ALLERGY = {"system": "http://terminology.hl7.org/CodeSystem/allergyintolerance-verification", "code": "entered-in-error"}
CONDITION = {"system": "http://terminology.hl7.org/CodeSystem/condition-ver-status", "code": "entered-in-error"}
CLINICAL = "http://terminology.hl7.org/CodeSystem/condition-clinical"
PROBLEM = {"system": "http://terminology.hl7.org/CodeSystem/condition-category", "code": "problem-list-item"}
OFFICIAL = "http://hl7.org/fhir/StructureDefinition/X"


def concept(coding):
    return {"coding": [coding]}


def snapshot(*elements, **more):
    return {"snapshot": {"element": list(elements)}, "type": "Visit", "kind": "resource", "abstract": True, **more}


def differential(*elements, **more):
    return {"differential": {"element": list(elements)}, "type": "Visit", "kind": "resource", "abstract": True, **more}


CASES = [
    ("age-1", "Age", {"value": 0, "code": "a", "system": UCUM}, {"value": 1, "code": "a", "system": UCUM}),
    ("age-1", "Age", {"value": 1}, {"value": 1, "code": "a"}),
    ("age-1", "Age", {"value": 1, "code": "a", "system": "urn:x"}, {"value": 1, "code": "a", "system": UCUM}),
    ("qty-3", "Quantity", {"value": 1, "code": "kg"}, {"value": 1, "code": "kg", "system": UCUM}),
    ("qty-3", "Distance", {"code": "m"}, {"code": "m", "system": UCUM}),
    ("att-1", "Attachment", {"data": "eA=="}, {"data": "eA==", "contentType": "text/plain"}),
    ("cpt-2", "ContactPoint", {"value": "1"}, {"value": "1", "system": "phone"}),
    ("cnt-3", "Count", {"value": 1.5, "code": "1", "system": UCUM}, {"value": 1, "code": "1", "system": UCUM}),
    ("cnt-3", "Count", {"value": 1, "code": "kg", "system": UCUM}, {"value": 1, "code": "1", "system": UCUM}),
    ("dis-1", "Distance", {"value": 1}, {"value": 1, "code": "m"}),
    ("drt-1", "Duration", {"code": "h", "value": 1}, {"code": "h", "value": 1, "system": UCUM}),
    ("drq-1", "DataRequirement.codeFilter", {"path": "a", "searchParam": "b"}, {"path": "a"}),
    ("drq-2", "DataRequirement.dateFilter", {"valueDateTime": "2024"}, {"searchParam": "b"}),
    ("exp-1", "Expression", {"language": "text/cql"}, {"language": "text/cql", "reference": "urn:x"}),
    ("per-1", "Period", {"start": "2024-05-02", "end": "2024-05-01"}, {"start": "2024-05-02", "end": "2024-05-02"}),
    ("per-1", "Period", {"start": "2024-06-01", "end": "2024-05"}, {"start": "2024-06-01", "end": "2024-06"}),
    ("per-1", "Period", {"start": "2024-06", "end": "2024-05-01"}, {"start": "2024-06", "end": "2024-06-01"}),
    (
        "per-1",
        "Period",
        {"start": "2024-05-01T10:00:00Z", "end": "2024-05-01T10:00:00+02:00"},
        {"start": "2024-05-01T10:00:00+02:00", "end": "2024-05-01T10:00:00Z"},
    ),
    ("rng-2", "Range", {"low": {"value": 2}, "high": {"value": 1}}, {"low": {"value": 2, "unit": "g"}, "high": {"value": 1, "unit": "kg"}}),
    ("rat-1", "Ratio", {"numerator": {"value": 1}}, {"numerator": {"value": 1}, "denominator": {"value": 2}}),
    ("rat-1", "Ratio", {"id": "a"}, {"extension": []}),
    ("tim-1", "Timing.repeat", {"duration": 1}, {"duration": 1, "durationUnit": "h"}),
    ("tim-2", "Timing.repeat", {"period": 1}, {"period": 1, "periodUnit": "h"}),
    ("tim-4", "Timing.repeat", {"duration": -1}, {"duration": 0}),
    ("tim-5", "Timing.repeat", {"period": -1}, {"period": 0}),
    ("tim-6", "Timing.repeat", {"periodMax": 1}, {"periodMax": 1, "period": 1}),
    ("tim-7", "Timing.repeat", {"durationMax": 1}, {"durationMax": 1, "duration": 1}),
    ("tim-8", "Timing.repeat", {"countMax": 2}, {"countMax": 2, "count": 1}),
    ("tim-9", "Timing.repeat", {"offset": 5, "when": ["CD"]}, {"offset": 5, "when": ["ACD"]}),
    ("tim-9", "Timing.repeat", {"offset": 5}, {"when": ["C"]}),
    ("tim-10", "Timing.repeat", {"timeOfDay": ["08:00:00"], "when": ["MORN"]}, {"when": ["MORN"]}),
    ("trd-1", "TriggerDefinition", {"data": [{}], "timingDate": "2024"}, {"timingDate": "2024"}),
    ("trd-2", "TriggerDefinition", {"condition": {}}, {"condition": {}, "data": [{}]}),
    ("trd-3", "TriggerDefinition", {"type": "named-event"}, {"type": "named-event", "name": "x"}),
    ("trd-3", "TriggerDefinition", {"type": "periodic"}, {"type": "periodic", "timingDate": "2024"}),
    ("trd-3", "TriggerDefinition", {"type": "data-added"}, {"type": "data-added", "data": [{}]}),
    ("ait-1", "AllergyIntolerance", {}, {"clinicalStatus": {}}),
    (
        "ait-2",
        "AllergyIntolerance",
        {"verificationStatus": concept(ALLERGY), "clinicalStatus": {}},
        {"verificationStatus": concept(ALLERGY)},
    ),
    ("sev-1", "AuditEvent.entity", {"name": "a", "query": "eA=="}, {"query": "eA=="}),
    ("cpl-3", "CarePlan.activity", {"detail": {}, "reference": {}}, {"detail": {}}),
    (
        "ctm-1",
        "CareTeam.participant",
        {"member": {"reference": "https://x.example/Patient/1"}, "onBehalfOf": {}},
        {"member": {"reference": "https://x.example/Practitioner/1"}, "onBehalfOf": {}},
    ),
    ("cmp-1", "Composition.section", {"title": "a"}, {"text": {}}),
    ("cmp-2", "Composition.section", {"emptyReason": {}, "entry": [{}]}, {"emptyReason": {}, "text": {}}),
    (
        "con-4",
        "Condition",
        {"abatementString": "x"},
        {"abatementString": "x", "clinicalStatus": concept({"system": CLINICAL, "code": "resolved"})},
    ),
    ("con-5", "Condition", {"verificationStatus": concept(CONDITION), "clinicalStatus": {}}, {"verificationStatus": concept(CONDITION)}),
    ("con-2", "Condition.evidence", {"id": "a"}, {"code": [{}]}),
    ("con-1", "Condition.stage", {"type": {}}, {"summary": {}}),
    ("ppc-1", "Consent", {"status": "active"}, {"policyRule": {}}),
    ("fhs-1", "FamilyMemberHistory", {"ageString": "5", "bornString": "x"}, {"ageString": "5"}),
    ("fhs-2", "FamilyMemberHistory", {"estimatedAge": True}, {"estimatedAge": True, "ageString": "5"}),
    ("gol-1", "Goal.target", {"detailString": "x"}, {"detailString": "x", "measure": {}}),
    ("imm-1", "Immunization.education", {"publicationDate": "2024"}, {"documentType": "a"}),
    ("imr-1", "ImmunizationRecommendation.recommendation", {"series": "x"}, {"vaccineCode": [{}]}),
    ("mad-1", "MedicationAdministration.dosage", {"text": "x"}, {"rateQuantity": {}}),
    (
        "mdd-1",
        "MedicationDispense",
        {"whenPrepared": "2024-05-02", "whenHandedOver": "2024-05-01"},
        {"whenPrepared": "2024-05-02", "whenHandedOver": "2024-05-03"},
    ),
    ("msq-3", "MolecularSequence", {"coordinateSystem": 2}, {"coordinateSystem": 1}),
    (
        "msq-5",
        "MolecularSequence.referenceSeq",
        {"chromosome": {}, "referenceSeqId": {}},
        {"chromosome": {}, "genomeBuild": "x"},
    ),
    ("msq-6", "MolecularSequence.referenceSeq", {"referenceSeqId": {}, "referenceSeqString": "x"}, {"referenceSeqId": {}}),
    ("obs-6", "Observation", {"valueString": "x", "dataAbsentReason": {}}, {"dataAbsentReason": {}}),
    (
        "obs-7",
        "Observation",
        {"valueString": "x", "code": concept(CONDITION), "component": [{"code": concept(CONDITION)}]},
        {"valueString": "x", "code": concept(CONDITION), "component": [{"code": concept(ALLERGY)}]},
    ),
    ("obs-3", "Observation.referenceRange", {"type": {}}, {"text": "x"}),
    ("qrs-1", "QuestionnaireResponse.item", {"answer": [{}], "item": [{}]}, {"answer": [{}]}),
    (
        "ras-1",
        "RiskAssessment.prediction",
        {"probabilityRange": {"low": {"value": 1}}},
        {"probabilityRange": {"low": {"value": 1, "code": "%", "system": UCUM}}},
    ),
    ("ras-2", "RiskAssessment.prediction", {"probabilityDecimal": 101}, {"probabilityDecimal": 100}),
    ("prr-1", "ServiceRequest", {"orderDetail": [{}]}, {"orderDetail": [{}], "code": {}}),
    ("app-1", "Appointment.participant", {"status": "accepted"}, {"actor": {}}),
    ("app-2", "Appointment", {"start": "x", "status": "proposed"}, {"status": "proposed"}),
    ("app-3", "Appointment", {"status": "booked"}, {"status": "waitlist"}),
    ("app-4", "Appointment", {"status": "proposed", "cancelationReason": {}}, {"status": "cancelled", "cancelationReason": {}}),
    ("apr-1", "AppointmentResponse", {"comment": "x"}, {"participantType": [{}]}),
    ("ces-1", "CoverageEligibilityResponse.insurance.item", {"category": {}, "productOrService": {}}, {"category": {}}),
    ("grp-1", "Group", {"actual": False, "member": [{}]}, {"actual": True, "member": [{}]}),
    ("ipn-1", "InsurancePlan", {"alias": ["x"]}, {"name": "x"}),
    ("lnk-1", "Linkage", {"item": [{}]}, {"item": [{}, {}]}),
    ("lst-1", "List", {"emptyReason": {}, "entry": [{}]}, {"emptyReason": {}}),
    ("lst-2", "List", {"mode": "working", "entry": [{"deleted": True}]}, {"mode": "changes", "entry": [{"deleted": True}]}),
    ("lst-3", "List", {"mode": "changes", "entry": [{"date": "2024"}]}, {"mode": "working", "entry": [{"date": "2024"}]}),
    ("org-1", "Organization", {"active": True}, {"name": "x"}),
    ("org-2", "Organization", {"name": "x", "address": [{"use": "home"}]}, {"name": "x", "address": [{"use": "work"}]}),
    ("org-3", "Organization", {"name": "x", "telecom": [{"use": "home"}]}, {"name": "x", "telecom": [{"use": "work"}]}),
    ("inv-1", "Parameters.parameter", {"name": "x", "valueCode": "a", "part": [{}]}, {"name": "x", "valueCode": "a"}),
    ("inv-1", "Parameters.parameter", {"name": "x"}, {"name": "x", "resource": {}}),
    ("pat-1", "Patient.contact", {"gender": "female"}, {"telecom": [{}]}),
    ("rqg-1", "RequestGroup.action", {"resource": {}, "action": [{}]}, {"resource": {}}),
    (
        "inv-1",
        "Task",
        {"authoredOn": "2024-05-02", "lastModified": "2024-05-01"},
        {"authoredOn": "2024-05-02", "lastModified": "2024-05-02"},
    ),
    ("bdl-1", "Bundle", {"type": "collection", "total": 1}, {"type": "searchset", "total": 1}),
    ("bdl-2", "Bundle", {"type": "collection", "entry": [{"search": {}}]}, {"type": "searchset", "entry": [{"search": {}}]}),
    ("bdl-3", "Bundle", {"type": "batch", "entry": [{}]}, {"type": "batch", "entry": [{"request": {}}]}),
    ("bdl-3", "Bundle", {"type": "collection", "entry": [{"request": {}}]}, {"type": "collection", "entry": [{}]}),
    ("bdl-4", "Bundle", {"type": "batch-response", "entry": [{}]}, {"type": "batch-response", "entry": [{"response": {}}]}),
    ("bdl-5", "Bundle.entry", {"fullUrl": "urn:x"}, {"resource": {}}),
    (
        "bdl-7",
        "Bundle",
        {"type": "collection", "entry": [{"fullUrl": "a"}, {"fullUrl": "a"}]},
        {"type": "collection", "entry": [{"fullUrl": "a"}, {"fullUrl": "a", "resource": {"meta": {"versionId": "2"}}}]},
    ),
    ("bdl-7", "Bundle", {"type": "batch", "entry": [{"fullUrl": "a"}] * 2}, {"type": "history", "entry": [{"fullUrl": "a"}] * 2}),
    ("bdl-8", "Bundle.entry", {"fullUrl": "x/Patient/1/_history/1", "resource": {}}, {"fullUrl": "x/Patient/1", "resource": {}}),
    (
        "bdl-9",
        "Bundle",
        {"type": "document", "timestamp": "x", "entry": [{"resource": {"resourceType": "Composition"}}]},
        {
            "type": "document",
            "timestamp": "x",
            "identifier": {"system": "a", "value": "b"},
            "entry": [{"resource": {"resourceType": "Composition"}}],
        },
    ),
    ("bdl-10", "Bundle", {"type": "document"}, {"type": "document", "timestamp": "x"}),
    ("bdl-11", "Bundle", {"type": "document"}, {"type": "document", "entry": [{"resource": {"resourceType": "Composition"}}]}),
    (
        "bdl-12",
        "Bundle",
        {"type": "message", "entry": [{"resource": {"resourceType": "Patient"}}]},
        {"type": "message", "entry": [{"resource": {"resourceType": "MessageHeader"}}]},
    ),
    ("que-1", "Questionnaire.item", {"type": "group"}, {"type": "group", "item": [{}]}),
    ("que-1", "Questionnaire.item", {"type": "display", "item": [{}]}, {"type": "display"}),
    (
        "que-2",
        "Questionnaire",
        {"item": [{"linkId": "a", "item": [{"linkId": "a"}]}]},
        {"item": [{"linkId": "a", "item": [{"linkId": "b"}]}]},
    ),
    ("que-3", "Questionnaire.item", {"type": "display", "code": [{}]}, {"type": "string", "code": [{}]}),
    (
        "que-4",
        "Questionnaire.item",
        {"type": "choice", "answerOption": [{}], "answerValueSet": "x"},
        {"type": "choice", "answerValueSet": "x"},
    ),
    ("que-5", "Questionnaire.item", {"type": "boolean", "answerValueSet": "x"}, {"type": "open-choice", "answerValueSet": "x"}),
    ("que-6", "Questionnaire.item", {"type": "display", "required": True}, {"type": "string", "required": True}),
    (
        "que-7",
        "Questionnaire.item.enableWhen",
        {"operator": "exists", "answerString": "x"},
        {"operator": "exists", "answerBoolean": True},
    ),
    ("que-8", "Questionnaire.item", {"type": "group", "item": [{}], "initial": [{}]}, {"type": "string", "initial": [{}]}),
    ("que-9", "Questionnaire.item", {"type": "display", "readOnly": True}, {"type": "string", "readOnly": True}),
    ("que-10", "Questionnaire.item", {"type": "date", "maxLength": 5}, {"type": "text", "maxLength": 5}),
    ("que-11", "Questionnaire.item", {"type": "choice", "answerOption": [{}], "initial": [{}]}, {"type": "choice", "answerOption": [{}]}),
    (
        "que-12",
        "Questionnaire.item",
        {"type": "string", "enableWhen": [{}, {}, {}]},
        {"type": "string", "enableWhen": [{}, {}, {}], "enableBehavior": "all"},
    ),
    (
        "que-13",
        "Questionnaire.item",
        {"type": "string", "initial": [{}, {}]},
        {"type": "string", "initial": [{}, {}], "repeats": True},
    ),
    ("cpb-1", "CapabilityStatement", {"description": "x"}, {"description": "x", "rest": [{}]}),
    ("cpb-2", "CapabilityStatement", {"rest": [{}]}, {"software": {}}),
    (
        "cpb-3",
        "CapabilityStatement",
        {"kind": "requirements", "messaging": [{"endpoint": [{}]}]},
        {"kind": "requirements", "messaging": [{}]},
    ),
    (
        "cpb-7",
        "CapabilityStatement",
        {"document": [{"profile": "a", "mode": "producer"}, {"profile": "a", "mode": "producer"}]},
        {"document": [{"profile": "a", "mode": "producer"}, {"profile": "a", "mode": "consumer"}]},
    ),
    ("cpb-9", "CapabilityStatement.rest", {"resource": [{"type": "A"}, {"type": "A"}]}, {"resource": [{"type": "A"}, {"type": "B"}]}),
    (
        "cpb-12",
        "CapabilityStatement.rest.resource",
        {"searchParam": [{"name": "a"}, {"name": "a"}]},
        {"searchParam": [{"name": "a"}, {"name": "b"}]},
    ),
    ("cpb-14", "CapabilityStatement", {"kind": "instance"}, {"kind": "instance", "implementation": {}}),
    ("cpb-15", "CapabilityStatement", {"kind": "capability", "implementation": {}}, {"kind": "capability", "software": {}}),
    ("cpb-16", "CapabilityStatement", {"kind": "requirements", "software": {}}, {"kind": "requirements"}),
    ("csd-1", "CodeSystem", {"concept": [{"code": "a", "concept": [{"code": "a"}]}]}, {"concept": [{"code": "a"}, {"code": "b"}]}),
    ("cmd-1", "ConceptMap.group.element.target", {"equivalence": "narrower"}, {"equivalence": "narrower", "comment": "x"}),
    ("cmd-2", "ConceptMap.group.unmapped", {"mode": "fixed"}, {"mode": "fixed", "code": "x"}),
    ("cmd-3", "ConceptMap.group.unmapped", {"mode": "other-map"}, {"mode": "other-map", "url": "x"}),
    (
        "ig-1",
        "ImplementationGuide.definition",
        {"resource": [{"groupingId": "a"}]},
        {"resource": [{"groupingId": "a"}], "grouping": [{"id": "a"}]},
    ),
    (
        "ig-2",
        "ImplementationGuide",
        {"fhirVersion": ["4.0.1"], "definition": {"resource": [{"fhirVersion": ["4.0.0"]}]}},
        {"fhirVersion": ["4.0.1"], "definition": {"resource": [{"fhirVersion": ["4.0.1"]}]}},
    ),
    (
        "mea-1",
        "Measure",
        {"group": [{"stratifier": [{"criteria": {}, "component": [{}]}]}]},
        {"group": [{"stratifier": [{"component": [{}]}]}]},
    ),
    ("mrp-1", "MeasureReport", {"type": "data-collection", "group": [{}]}, {"type": "summary", "group": [{}]}),
    (
        "mrp-2",
        "MeasureReport",
        {"group": [{"stratifier": [{"stratum": [{}]}]}]},
        {"group": [{"stratifier": [{"stratum": [{"value": {}}]}]}]},
    ),
    ("md-1", "MessageDefinition.focus", {"max": "0"}, {"max": "*"}),
    ("nsd-1", "NamingSystem", {"kind": "root", "uniqueId": [{"type": "uuid"}]}, {"kind": "root", "uniqueId": [{"type": "oid"}]}),
    (
        "nsd-2",
        "NamingSystem",
        {"uniqueId": [{"type": "oid", "preferred": True}, {"type": "oid", "preferred": True}]},
        {"uniqueId": [{"type": "oid", "preferred": True}, {"type": "oid"}]},
    ),
    ("opd-1", "OperationDefinition.parameter", {"name": "x"}, {"type": "string"}),
    ("opd-2", "OperationDefinition.parameter", {"type": "code", "searchType": "token"}, {"type": "string", "searchType": "token"}),
    ("opd-3", "OperationDefinition.parameter", {"type": "code", "targetProfile": ["x"]}, {"type": "Reference", "targetProfile": ["x"]}),
    ("spd-1", "SearchParameter", {"xpath": "x"}, {"xpath": "x", "xpathUsage": "normal"}),
    ("spd-2", "SearchParameter", {"chain": ["x"], "type": "token"}, {"chain": ["x"], "type": "reference"}),
    ("smp-1", "StructureMap.group.rule.target", {"element": "x"}, {"element": "x", "context": "y", "contextType": "type"}),
    ("smp-2", "StructureMap.group.rule.target", {"context": "y"}, {"context": "y", "contextType": "type"}),
    ("tcp-1", "TerminologyCapabilities.codeSystem", {"version": [{"code": "1"}, {}]}, {"version": [{}]}),
    ("tcp-2", "TerminologyCapabilities", {"kind": "requirements"}, {"description": "x"}),
    ("tcp-3", "TerminologyCapabilities", {"kind": "instance"}, {"kind": "instance", "implementation": {}}),
    ("tcp-4", "TerminologyCapabilities", {"kind": "capability"}, {"kind": "capability", "software": {}}),
    ("tcp-5", "TerminologyCapabilities", {"kind": "requirements", "implementation": {}}, {"kind": "requirements", "description": "x"}),
    ("vsd-1", "ValueSet.compose.include", {"version": "1"}, {"valueSet": ["x"]}),
    ("vsd-2", "ValueSet.compose.include", {"valueSet": ["x"], "filter": [{}]}, {"system": "x", "filter": [{}]}),
    ("vsd-3", "ValueSet.compose.include", {"system": "x", "filter": [{}], "concept": [{}]}, {"system": "x", "concept": [{}]}),
    ("vsd-6", "ValueSet.expansion.contains", {"abstract": True}, {"display": "x", "abstract": True}),
    ("vsd-9", "ValueSet.expansion.contains", {"display": "x"}, {"display": "x", "abstract": True}),
    ("vsd-10", "ValueSet.expansion.contains", {"code": "x"}, {"code": "x", "system": "y"}),
    ("eld-1", "ElementDefinition.slicing", {"rules": "open"}, {"description": "x"}),
    ("eld-2", "ElementDefinition", {"min": 2, "max": "1"}, {"min": 2, "max": "*"}),
    ("eld-3", "ElementDefinition", {"max": "many"}, {"max": "3"}),
    ("eld-4", "ElementDefinition.type", {"code": "string", "aggregation": ["bundled"]}, {"code": "Reference", "aggregation": ["bundled"]}),
    ("eld-5", "ElementDefinition", {"contentReference": "#x", "fixedCode": "a"}, {"contentReference": "#x"}),
    ("eld-6", "ElementDefinition", {"fixedCode": "a", "type": [{"code": "code"}, {"code": "string"}]}, {"fixedCode": "a"}),
    ("eld-7", "ElementDefinition", {"patternCode": "a", "type": [{"code": "code"}, {"code": "string"}]}, {"patternCode": "a"}),
    ("eld-8", "ElementDefinition", {"patternCode": "a", "fixedCode": "a"}, {"fixedCode": "a"}),
    ("eld-11", "ElementDefinition", {"binding": {}, "type": [{"code": "Period"}]}, {"binding": {}, "type": [{"code": "Coding"}]}),
    ("eld-12", "ElementDefinition.binding", {"valueSet": "#vs"}, {"valueSet": "https://x.example/vs"}),
    ("eld-13", "ElementDefinition", {"type": [{"code": "a"}, {"code": "a"}]}, {"type": [{"code": "a"}, {"code": "b"}]}),
    ("eld-14", "ElementDefinition", {"constraint": [{"key": "a"}, {"key": "a"}]}, {"constraint": [{"key": "a"}]}),
    ("eld-15", "ElementDefinition", {"defaultValueCode": "a", "meaningWhenMissing": "x"}, {"meaningWhenMissing": "x"}),
    ("eld-16", "ElementDefinition", {"sliceName": "a b"}, {"sliceName": "a/b"}),
    ("eld-17", "ElementDefinition.type", {"code": "string", "targetProfile": ["x"]}, {"code": "canonical", "targetProfile": ["x"]}),
    ("eld-18", "ElementDefinition", {"isModifier": True}, {"isModifier": True, "isModifierReason": "x"}),
    ("eld-19", "ElementDefinition", {"path": "Visit.a b"}, {"path": "Visit.a[x]"}),
    ("eld-22", "ElementDefinition", {"sliceIsConstraining": True}, {"sliceIsConstraining": True, "sliceName": "a"}),
    ("sdf-1", "StructureDefinition", snapshot({"path": "Visit"}, {"path": "Visit"}), snapshot({"path": "Visit"}, {"path": "Visit.a"})),
    ("sdf-4", "StructureDefinition", {"abstract": False}, {"abstract": False, "baseDefinition": "x"}),
    ("sdf-5", "StructureDefinition", {"type": "Extension"}, {"type": "Extension", "context": [{}]}),
    ("sdf-6", "StructureDefinition", {}, {"differential": {}}),
    ("sdf-8", "StructureDefinition", snapshot({"path": "Other"}), snapshot({"path": "Visit"}, {"path": "Visit.a"})),
    ("sdf-8", "StructureDefinition", snapshot({"path": "Visit"}, {"path": "Other.a"}), snapshot({"path": "Visit"}, kind="logical")),
    ("sdf-8a", "StructureDefinition", differential({"path": "Other"}), differential({"path": "Visit.a"}, {"path": "Visit.b"})),
    ("sdf-9", "StructureDefinition", snapshot({"path": "Visit", "label": "x"}), snapshot({"path": "Visit"})),
    ("sdf-14", "StructureDefinition", differential({"path": "Visit"}), differential({"path": "Visit", "id": "a"})),
    ("sdf-15", "StructureDefinition", snapshot({"path": "Visit", "type": [{}]}), snapshot({"path": "Visit"})),
    ("sdf-15a", "StructureDefinition", differential({"path": "Visit", "type": [{}]}), differential({"path": "Visit.a", "type": [{}]})),
    ("sdf-16", "StructureDefinition", snapshot({"id": "a"}, {"id": "a"}), snapshot({"id": "a"}, {"id": "b"})),
    ("sdf-17", "StructureDefinition", differential({"id": "a"}, {"id": "a"}), differential({"id": "a"}, {"id": "b"})),
    ("sdf-18", "StructureDefinition", {"contextInvariant": ["x"], "type": "Visit"}, {"contextInvariant": ["x"], "type": "Extension"}),
    (
        "sdf-19",
        "StructureDefinition",
        snapshot({"type": [{"code": "urn:x"}]}, url=OFFICIAL),
        snapshot({"type": [{"code": "http://hl7.org/fhirpath/System.String"}]}, url=OFFICIAL),
    ),
    ("sdf-20", "StructureDefinition", differential({"path": "Visit", "slicing": {}}), differential({"path": "Visit.a", "slicing": {}})),
    (
        "sdf-21",
        "StructureDefinition",
        differential({"defaultValueCode": "a"}, derivation="constraint"),
        differential({"defaultValueCode": "a"}, derivation="specialization"),
    ),
    ("sdf-22", "StructureDefinition", snapshot({"defaultValueCode": "a"}, url=OFFICIAL), snapshot({"defaultValueCode": "a"}, url="urn:x")),
    ("sdf-23", "StructureDefinition", snapshot({"path": "Visit", "sliceName": "a"}), snapshot({"path": "Visit.a", "sliceName": "a"})),
    ("sdf-2", "StructureDefinition.mapping", {"comment": "x"}, {"uri": "x"}),
    (
        "sdf-3",
        "StructureDefinition.snapshot",
        {"element": [{"definition": "x", "min": 0}]},
        {"element": [{"definition": "x", "min": 0, "max": "1"}]},
    ),
    ("sdf-8b", "StructureDefinition.snapshot", {"element": [{}]}, {"element": [{"base": {}}]}),
    (
        "sdf-10",
        "StructureDefinition.snapshot",
        {"element": [{"binding": {"strength": "required"}}]},
        {"element": [{"binding": {"description": "x"}}]},
    ),
    ("inv-1", "TestReport.setup.action", {}, {"operation": {}}),
    ("inv-2", "TestReport.test.action", {"operation": {}, "assert": {}}, {"assert": {}}),
    ("tst-1", "TestScript.setup.action", {}, {"operation": {"sourceId": "x"}}),
    ("tst-2", "TestScript.test.action", {"operation": {}, "assert": {}}, {"assert": {}}),
    ("tst-3", "TestScript.variable", {"expression": "x", "headerField": "y", "path": "z"}, {"expression": "x"}),
    ("tst-4", "TestScript.metadata", {"capability": [{}]}, {"capability": [{"required": True}]}),
    ("tst-5", "TestScript.setup.action", {"assert": {"path": "x", "resource": "y"}}, {"assert": {"path": "x"}}),
    ("tst-5", "TestScript.setup.action", {"assert": {"compareToSourceId": "x"}}, {"assert": {"path": "x"}}),
    ("tst-6", "TestScript.test.action", {"assert": {"direction": "request", "response": "okay"}}, {"assert": {"response": "okay"}}),
    ("tst-7", "TestScript.setup.action", {"operation": {"url": "x", "params": "y"}}, {"operation": {"url": "x"}}),
    ("tst-8", "TestScript.test.action", {"operation": {}}, {"operation": {"type": {"code": "search"}}}),
    ("tst-9", "TestScript.teardown.action", {"operation": {}}, {"operation": {"targetId": "x"}}),
]


def rule_of(key, kind):
    return next(rule for rule in ALL[kind] if rule.key == key)


@pytest.mark.parametrize(("key", "kind", "broken", "kept"), CASES, ids=[f"{key}-{number}" for number, (key, *_) in enumerate(CASES)])
def test_an_invariant_is_broken_and_kept(key, kind, broken, kept):
    assert not rule_of(key, kind).holds(broken)
    assert rule_of(key, kind).holds(kept)


def test_every_invariant_has_its_broken_object():
    tried = {(kind, key) for key, kind, *_ in CASES}
    untried = {(kind, rule.key) for kind, rules in ALL.items() for rule in rules} - tried
    assert {pair for pair in untried if pair[1] != "qty-3"} == set()


ADVISED = [
    ("name", "ValueSet", {"name": "not usable"}, {"name": "Usable"}),
    ("con-3", "Condition", {"category": [concept(PROBLEM)]}, {"category": [concept(PROBLEM)], "clinicalStatus": {}}),
    ("con-3", "Condition", {"category": [concept(PROBLEM)]}, {"category": [concept(PROBLEM)], "verificationStatus": concept(CONDITION)}),
    ("nor-1", "NutritionOrder", {"status": "active"}, {"oralDiet": {}}),
    (
        "fullUrl",
        "Bundle",
        {"entry": [{"fullUrl": "https://x.example/fhir/Patient/1", "resource": {"resourceType": "Patient", "id": "2"}}]},
        {
            "entry": [
                {"fullUrl": "https://x.example/fhir/Patient/1", "resource": {"resourceType": "Patient", "id": "1"}},
                {"fullUrl": "urn:x"},
            ]
        },
    ),
]


@pytest.mark.parametrize(("key", "kind", "bad", "good"), ADVISED, ids=[f"{one[0]}-{number}" for number, one in enumerate(ADVISED)])
def test_what_should_be_is_told_when_it_is_not(key, kind, bad, good):
    advice = next(rule for rule in ADVICE[kind] if rule.key == key)
    assert not advice.holds(bad)
    assert advice.holds(good)


def test_the_documentation_lists_the_invariants_held():
    said = (Path(__file__).parents[5] / "docs" / "spec" / "validation.md").read_text()
    lines = {f"| {kind} | {' '.join(rule.key for rule in rules)} |" for kind, rules in ALL.items()}
    assert sorted(line for line in lines if line not in said) == []


def test_every_invariant_is_of_a_type_that_there_is():
    assert [kind for kind in [*ALL, *ADVICE] if element_table(kind) is None] == []


@pytest.mark.parametrize("kind", sorted(ALL))
def test_a_key_stands_once_at_a_type(kind):
    keys = [rule.key for rule in ALL[kind]]
    assert len(set(keys)) == len(keys)


@pytest.mark.parametrize(("later", "earlier"), [(None, "2024"), ("2024", None), ("nonsense", "2024"), ("2024-05", "2024")])
def test_what_cannot_be_compared_is_not_before(later, earlier):
    assert is_not_before(later, earlier)
