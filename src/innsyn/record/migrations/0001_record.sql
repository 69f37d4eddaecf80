-- The record: versions, what they are found by, what decisions stand on, the log, and the tree that seals the log.
-- Source: docs/adr/0002-storage-layout.md, 0003-owner-in-the-id.md, 0004-read-and-log-in-one-statement.md.

-- FHIR R4 4.0.1, valueset-resource-types. An enum is four bytes in every index entry where a name would be up to thirty.
create type resource_type as enum (
  'Account', 'ActivityDefinition', 'AdverseEvent', 'AllergyIntolerance', 'Appointment', 'AppointmentResponse', 'AuditEvent', 'Basic',
  'Binary', 'BiologicallyDerivedProduct', 'BodyStructure', 'Bundle', 'CapabilityStatement', 'CarePlan', 'CareTeam', 'CatalogEntry',
  'ChargeItem', 'ChargeItemDefinition', 'Claim', 'ClaimResponse', 'ClinicalImpression', 'CodeSystem', 'Communication',
  'CommunicationRequest', 'CompartmentDefinition', 'Composition', 'ConceptMap', 'Condition', 'Consent', 'Contract', 'Coverage',
  'CoverageEligibilityRequest', 'CoverageEligibilityResponse', 'DetectedIssue', 'Device', 'DeviceDefinition', 'DeviceMetric',
  'DeviceRequest', 'DeviceUseStatement', 'DiagnosticReport', 'DocumentManifest', 'DocumentReference', 'EffectEvidenceSynthesis',
  'Encounter', 'Endpoint', 'EnrollmentRequest', 'EnrollmentResponse', 'EpisodeOfCare', 'EventDefinition', 'Evidence',
  'EvidenceVariable', 'ExampleScenario', 'ExplanationOfBenefit', 'FamilyMemberHistory', 'Flag', 'Goal', 'GraphDefinition', 'Group',
  'GuidanceResponse', 'HealthcareService', 'ImagingStudy', 'Immunization', 'ImmunizationEvaluation', 'ImmunizationRecommendation',
  'ImplementationGuide', 'InsurancePlan', 'Invoice', 'Library', 'Linkage', 'List', 'Location', 'Measure', 'MeasureReport', 'Media',
  'Medication', 'MedicationAdministration', 'MedicationDispense', 'MedicationKnowledge', 'MedicationRequest', 'MedicationStatement',
  'MedicinalProduct', 'MedicinalProductAuthorization', 'MedicinalProductContraindication', 'MedicinalProductIndication',
  'MedicinalProductIngredient', 'MedicinalProductInteraction', 'MedicinalProductManufactured', 'MedicinalProductPackaged',
  'MedicinalProductPharmaceutical', 'MedicinalProductUndesirableEffect', 'MessageDefinition', 'MessageHeader', 'MolecularSequence',
  'NamingSystem', 'NutritionOrder', 'Observation', 'ObservationDefinition', 'OperationDefinition', 'OperationOutcome', 'Organization',
  'OrganizationAffiliation', 'Parameters', 'Patient', 'PaymentNotice', 'PaymentReconciliation', 'Person', 'PlanDefinition',
  'Practitioner', 'PractitionerRole', 'Procedure', 'Provenance', 'Questionnaire', 'QuestionnaireResponse', 'RelatedPerson',
  'RequestGroup', 'ResearchDefinition', 'ResearchElementDefinition', 'ResearchStudy', 'ResearchSubject', 'RiskAssessment',
  'RiskEvidenceSynthesis', 'Schedule', 'SearchParameter', 'ServiceRequest', 'Slot', 'Specimen', 'SpecimenDefinition',
  'StructureDefinition', 'StructureMap', 'Subscription', 'Substance', 'SubstanceNucleicAcid', 'SubstancePolymer', 'SubstanceProtein',
  'SubstanceReferenceInformation', 'SubstanceSourceMaterial', 'SubstanceSpecification', 'SupplyDelivery', 'SupplyRequest', 'Task',
  'TerminologyCapabilities', 'TestReport', 'TestScript', 'ValueSet', 'VerificationResult', 'VisionPrescription'
);

-- One number line for all versions, also the shared ones: the order of the change feed, and what the log says was shown.
create sequence version_row as bigint;

-- One row for each version of each resource. Never rewritten: `is_current` alone changes, when the next version comes.
-- first_row: row of the resource's first version; keeps its place in a list when it is updated.
-- clinical_at: -infinity when nothing says when. keys: hashes of tokens and references. spans: triples of parameter hash, start and end
-- (microseconds since 1970, end outside). texts: `parameter=folded words`. digest: of the received bytes. dictionary: which one compressed
-- the body, 0 for none; null in a deletion.
create table version (
  row bigint not null,
  first_row bigint not null,
  owner bigint not null,
  tx xid8 not null default pg_current_xact_id(),
  recorded_at timestamptz not null,
  clinical_at timestamptz not null,
  version integer not null,
  type resource_type not null,
  deleted boolean not null,
  is_current boolean not null default true,
  dictionary smallint,
  id text collate "C" not null,
  custodian text collate "C",
  labels text[] collate "C" not null,
  keys bigint[] not null,
  spans bigint[],
  texts text[] collate "C",
  digest bytea,
  body bytea
);
-- Bodies are compressed already: trying again would only cost time.
alter table version alter body set storage external;
alter table version alter digest set storage plain;
-- In this order, because a planner without statistics takes the newest of several indexes that look equal: a read by id must never walk
-- a whole record.
create index version_fed on version (tx, row);
create unique index version_numbered on version (owner, row);
create index version_listed on version (owner, type, clinical_at desc, first_row desc) where is_current and not deleted;
alter table version add primary key (owner, type, id, version);
create unique index version_current on version (owner, type, id) where is_current;

-- The same for what belongs to nobody: on Citus a reference table, copied to every node.
create table shared_version (like version including all);

-- What patients' resources are found by across all patients: only the parameters in `population.py`, only current versions.
create table population (
  token bigint not null,
  clinical_at timestamptz not null,
  first_row bigint not null,
  row bigint not null,
  owner bigint not null,
  type resource_type not null,
  primary key (token, type, clinical_at, first_row, row, owner)
);

-- Where ids live that were chosen by whoever sent them, and therefore do not carry their owner.
create table located (
  id text collate "C" not null,
  type resource_type not null,
  owner bigint not null,
  primary key (id, type)
);

-- Who carries an identifier: all of a Patient's, and those that only one may carry (is_claim).
create table identified (
  token bigint not null,
  owner bigint not null,
  type resource_type not null,
  is_claim boolean not null,
  id text collate "C" not null,
  primary key (token, type, owner, id)
);
create unique index identified_once on identified (token, type) where is_claim;

-- Counts the changes to the facts that decisions about this owner stand on. No row is 0.
create table standing (
  owner bigint primary key,
  stamp bigint not null
);

-- The log: one row for each act, put in by the statement that did it.
create table log_entry (
  owner bigint not null,
  entry bigint generated always as identity,
  tx xid8 not null default pg_current_xact_id(),
  at timestamptz not null,
  visit uuid not null,
  action text collate "C" not null,
  type text collate "C",
  ids text[] collate "C" not null,
  shown bigint[] not null,
  outcome text collate "C" not null,
  detail jsonb not null,
  primary key (owner, entry)
);
create index log_entry_of_visit on log_entry (owner, visit, entry);
create index log_entry_fed on log_entry (tx, entry);

-- The seal: one leaf for each log row, the tree's inner nodes, and every root that was signed.
create table leaf (
  leaf bigint primary key,
  owner bigint not null,
  entry bigint not null,
  tx xid8 not null,
  hash bytea not null,
  mac bytea not null
);
create unique index leaf_of_entry on leaf (owner, entry);
create table tree_node (
  level smallint not null,
  idx bigint not null,
  hash bytea not null,
  primary key (level, idx)
);
create table seal (
  size bigint primary key,
  root bytea not null,
  at timestamptz not null,
  key_id text not null,
  signature bytea not null
);

-- The key of each owner's blobs, wrapped by the master key that is kept outside.
create table blob_key (
  owner bigint primary key,
  master_id text not null,
  wrapped bytea not null
);

create function refuse_rewriting() returns trigger language plpgsql as $$
begin
  raise exception '% is only added to', tg_table_name using errcode = 'restrict_violation';
end $$;

create trigger log_entry_stands before update or delete on log_entry for each row execute function refuse_rewriting();
create trigger log_entry_stays before truncate on log_entry for each statement execute function refuse_rewriting();
create trigger version_stands before delete or update of row, first_row, owner, tx, recorded_at, clinical_at, version, type, deleted,
  dictionary, id, custodian, labels, keys, spans, texts, digest, body on version for each row execute function refuse_rewriting();
create trigger version_stays before truncate on version for each statement execute function refuse_rewriting();
create trigger shared_version_stands before delete or update of row, first_row, owner, tx, recorded_at, clinical_at, version, type, deleted,
  dictionary, id, custodian, labels, keys, spans, texts, digest, body on shared_version for each row execute function refuse_rewriting();
create trigger shared_version_stays before truncate on shared_version for each statement execute function refuse_rewriting();
