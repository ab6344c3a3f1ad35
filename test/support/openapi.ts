import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import Ajv2019, { type ValidateFunction } from 'ajv/dist/2019';
import addFormats from 'ajv-formats';

/**
 * Checks answers against the published OpenAPI description of the Repository API V1, where that file is at hand:
 * named by the environment variable LASERFICHE_OPENAPI, else beside the project.
 */

type Json = Readonly<Record<string, unknown>>;

interface Description {
  readonly paths: Readonly<
    Record<string, Readonly<Record<string, { readonly responses: Readonly<Record<string, Json>> }>>>
  >;
  readonly components: { readonly schemas: Readonly<Record<string, Json>> };
}

interface Operation {
  readonly pattern: RegExp;
  readonly method: string;
  readonly path: string;
  readonly responses: Readonly<Record<string, Json>>;
}

/** Statuses that servers answer although the description does not say so. Their bodies must be problem details. */
const UNDOCUMENTED: readonly { readonly status: number; readonly method: RegExp; readonly path: RegExp }[] = [
  // A missing or foreign content type.
  { status: 415, method: /^(POST|PUT|PATCH|DELETE)$/, path: /./ },
  // Self-hosted servers keep their list of repositories to themselves by default.
  { status: 404, method: /^GET$/, path: /^\/v1\/Repositories$/ },
];

/** Self-hosted only, so not in the description, which is that of the cloud. */
const UNDESCRIBED = /^\/v1\/Repositories\/[^/]+\/Token$/;

export class OpenApiCheck {
  /** Answers found to fit so far. */
  checked = 0;
  readonly #ajv: Ajv2019;
  readonly #operations: readonly Operation[];
  readonly #validators = new Map<string, ValidateFunction>();

  private constructor(description: Description) {
    this.#ajv = new Ajv2019({ strict: false, allErrors: true });
    addFormats(this.#ajv);
    this.#ajv.addSchema({
      $id: 'api',
      components: { schemas: prepareSchemas(description.components.schemas) },
    });
    this.#operations = Object.entries(description.paths).flatMap(([template, methods]) =>
      Object.entries(methods).map(([method, { responses }]) => ({
        pattern: new RegExp(`^${template.replaceAll('.', '\\.').replaceAll(/\{\w+\}/g, '([^/]+)')}$`),
        method: method.toUpperCase(),
        path: template,
        responses,
      })),
    );
  }

  /** `undefined` when the description is not at hand. */
  static load(): OpenApiCheck | undefined {
    const file = process.env['LASERFICHE_OPENAPI'] ?? path.resolve('../shared/openapi/repository-v1.json');
    if (!existsSync(file)) return undefined;
    return new OpenApiCheck(JSON.parse(readFileSync(file, 'utf8')) as Description);
  }

  /** Throws when an answer is not what the description promises. `apiPath` begins with `/v1/`. */
  check(method: string, apiPath: string, status: number, body: string): void {
    const what = `${method} ${apiPath} ${status}`;
    if (UNDESCRIBED.test(apiPath)) return;
    const operation = this.#operations
      .filter((candidate) => candidate.method === method && candidate.pattern.test(apiPath))
      // A literal segment (ByPath) wins over a placeholder.
      .sort((a, b) => a.path.split('{').length - b.path.split('{').length)[0];
    assert.ok(operation, `${what}: no such operation is described`);
    const response = operation.responses[String(status)];
    const isKnown = UNDOCUMENTED.some(
      (known) => known.status === status && known.method.test(method) && known.path.test(apiPath),
    );
    assert.ok(response ?? isKnown, `${what}: the status is not documented`);
    const schema = response ? schemaOf(response) : { $ref: '#/components/schemas/ProblemDetails' };
    if (schema) {
      const validate = this.#validator(schema);
      assert.ok(
        validate(JSON.parse(body)),
        `${what}: ${this.#ajv.errorsText(validate.errors)}\n${body.slice(0, 600)}`,
      );
    } else {
      assert.equal(body, '', `${what}: no body is described`);
    }
    this.checked++;
  }

  #validator(schema: Json): ValidateFunction {
    const key = JSON.stringify(schema);
    const validator = this.#validators.get(key) ?? this.#ajv.compile(absolute(schema) as Json);
    this.#validators.set(key, validator);
    return validator;
  }
}

/** A `fetch` that checks each answer of the API; other addresses pass through. */
export function validatingFetch(check: OpenApiCheck | undefined): typeof fetch {
  if (!check) return fetch;
  return async (input, init) => {
    const response = await fetch(input, init);
    const { pathname } = new URL(response.url);
    const apiPath = /\/v1\/.*$/.exec(pathname)?.[0];
    if (apiPath !== undefined)
      check.check(init?.method ?? 'GET', apiPath, response.status, await response.clone().text());
    return response;
  };
}

function schemaOf(response: Json): Json | undefined {
  const content = response['content'] as Record<string, { schema: Json }> | undefined;
  return content?.['application/json']?.schema;
}

/**
 * OpenAPI 3.0 is not quite JSON Schema, and the description has oddities of its own. Knowingly changed:
 * - `nullable` becomes a type of its own;
 * - `allOf` with `additionalProperties: false` in each part would allow nothing: the whole is closed instead;
 * - `Entry` requires a property "entry Type" that no server sends: the sub-type is told by `entryType`;
 * - annotations (`@odata.context`, `@odata.type`) may stand in any object, as OData has it.
 */
function prepareSchemas(schemas: Readonly<Record<string, Json>>): Readonly<Record<string, unknown>> {
  const prepared = Object.fromEntries(
    Object.entries(schemas).map(([name, schema]) => [name, prepare(schema, isBase(name, schemas))]),
  );
  const types = ['Document', 'Folder', 'RecordSeries', 'Shortcut'];
  return {
    ...prepared,
    EntryBase: prepare(withoutDiscriminator(schemas['Entry'] ?? {}), true),
    Entry: {
      type: 'object',
      required: ['entryType'],
      properties: { entryType: { enum: types } },
      allOf: types.map((type) => ({
        if: { properties: { entryType: { const: type } } },
        then: { $ref: `api#/components/schemas/${type}` },
      })),
    },
  };
}

const refTo = (name: string) => `#/components/schemas/${name}`;

/** Whether other schemas extend this one, so that it must stay open. */
function isBase(name: string, schemas: Readonly<Record<string, Json>>): boolean {
  return Object.values(schemas).some(({ allOf }) => JSON.stringify(allOf ?? []).includes(`"${refTo(name)}"`));
}

function withoutDiscriminator(entry: Json): Json {
  const { discriminator: _discriminator, required: _required, ...rest } = entry;
  return rest;
}

function prepare(schema: unknown, isOpen: boolean): unknown {
  if (Array.isArray(schema)) return schema.map((part) => prepare(part, false));
  if (typeof schema !== 'object' || schema === null) return schema;
  const { nullable, allOf, additionalProperties, ...rest } = schema as Record<string, unknown>;
  const result = Object.fromEntries(
    Object.entries(rest).map(([key, value]) => [
      key,
      key === '$ref' ? `api${String(value)}` : prepare(value, false),
    ]),
  );
  if (Array.isArray(allOf)) {
    result['allOf'] = allOf.map((part: Json) =>
      part['$ref'] === refTo('Entry') ? { $ref: `api${refTo('EntryBase')}` } : prepare(part, true),
    );
  }
  if (rest['type'] === 'object') result['patternProperties'] = { '^@odata\\.': true };
  if (additionalProperties === false || Array.isArray(allOf)) {
    if (!isOpen) result['unevaluatedProperties'] = false;
  } else if (additionalProperties !== undefined) {
    result['additionalProperties'] = prepare(additionalProperties, false);
  }
  return nullable === true ? { anyOf: [result, { type: 'null' }] } : result;
}

function absolute(schema: unknown): unknown {
  return JSON.parse(JSON.stringify(schema).replaceAll('"#/', '"api#/')) as unknown;
}
