// An integrator's work with fhir-kit-client, printed as one JSON object. Arguments: the server's FHIR address and a Bearer token.
import { Client } from 'fhir-kit-client';

const [baseUrl, token] = process.argv.slice(2);
const client = new Client({ baseUrl });
client.bearerToken = token;
const KEYS = 'urn:kit:numbers';
const said = {};

said.version = (await client.capabilityStatement()).fhirVersion;
said.smart = Boolean((await client.smartAuthMetadata())?.tokenUrl);

const patient = await client.create({
  resourceType: 'Patient',
  body: { resourceType: 'Patient', name: [{ family: 'Kit' }], identifier: [{ system: KEYS, value: 'one' }] },
});
said.created = patient.resourceType;
said.read = (await client.read({ resourceType: 'Patient', id: patient.id })).name[0].family;
await client.update({ resourceType: 'Patient', id: patient.id, body: { ...patient, active: true } });
said.vread = (await client.vread({ resourceType: 'Patient', id: patient.id, version: '1' })).active === undefined;
await client.patch({
  resourceType: 'Patient',
  id: patient.id,
  jsonPatch: [{ op: 'replace', path: '/name/0/family', value: 'Patched' }],
});
said.patched = (await client.read({ resourceType: 'Patient', id: patient.id })).name[0].family;
said.history = (await client.resourceHistory({ resourceType: 'Patient', id: patient.id })).entry.length;

for (let day = 1; day <= 12; day += 1) {
  await client.create({
    resourceType: 'Observation',
    body: {
      resourceType: 'Observation',
      status: 'final',
      code: { coding: [{ system: 'http://loinc.org', code: '29463-7' }] },
      subject: { reference: `Patient/${patient.id}` },
      effectiveDateTime: `2026-02-${String(day).padStart(2, '0')}T08:00:00+01:00`,
    },
  });
}
let page = await client.search({ resourceType: 'Observation', searchParams: { patient: patient.id, _count: 5 } });
said.pages = [];
while (page) {
  said.pages.push(page.entry.length);
  page = await client.nextPage({ bundle: page });
}
said.posted = (await client.search({
  resourceType: 'Patient',
  searchParams: { identifier: `${KEYS}|one` },
  options: { postSearch: true },
})).entry.length;
said.compartment = (await client.compartmentSearch({
  resourceType: 'Observation',
  compartment: { resourceType: 'Patient', id: patient.id },
})).entry.length;
const batch = await client.batch({
  body: {
    resourceType: 'Bundle',
    type: 'batch',
    entry: [
      { request: { method: 'GET', url: `Patient/${patient.id}` } },
      { request: { method: 'GET', url: 'Patient/nobody' } },
    ],
  },
});
said.batch = batch.entry.map((entry) => entry.response.status.slice(0, 3));
await client.delete({ resourceType: 'Patient', id: patient.id }).catch((error) => {
  said.referenced = error.response.status;
});
const outcome = await client.read({ resourceType: 'Patient', id: 'nobody' }).catch((error) => error.response);
said.absent = [outcome.status, outcome.data.resourceType];
console.log(JSON.stringify(said));
