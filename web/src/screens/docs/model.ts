/** The server's OpenAPI document, as this page reads it. */
export type Schema = {
  type?: string | string[];
  $ref?: string;
  description?: string;
  properties?: Record<string, Schema>;
  additionalProperties?: boolean | Schema;
  items?: Schema;
  required?: string[];
  enum?: unknown[];
  const?: unknown;
  default?: unknown;
  format?: string;
  pattern?: string;
  minimum?: number;
  maximum?: number;
  minLength?: number;
  maxLength?: number;
  oneOf?: Schema[];
  anyOf?: Schema[];
  allOf?: Schema[];
};

type Content = Record<string, { schema?: Schema }>;
type Parameter = { name: string; in: string; required?: boolean; description?: string; schema?: Schema };

export type RawOperation = {
  summary?: string;
  tags?: string[];
  parameters?: Parameter[];
  requestBody?: { content?: Content; required?: boolean };
  responses?: Record<string, { description?: string; content?: Content }>;
  security?: Record<string, string[]>[];
};

export type Document = {
  info: { title: string; version: string; description?: string };
  paths: Record<string, Record<string, RawOperation>>;
  components: { schemas: Record<string, Schema> };
};

export type Operation = RawOperation & { method: string; path: string; id: string; group: string };

const methods = ['get', 'post', 'put', 'patch', 'delete'];

export function operationsOf(document: Document): Operation[] {
  return Object.entries(document.paths).flatMap(([path, byMethod]) =>
    Object.entries(byMethod)
      .filter(([method]) => methods.includes(method))
      .map(([method, operation]) => ({
        ...operation,
        method: method.toUpperCase(),
        path,
        id: `${method}-${path.replaceAll(/[^a-z0-9]+/gi, '-').replaceAll(/^-|-$/g, '')}`,
        group: operation.tags?.[0] ?? 'installation',
      })),
  );
}

/** Operations whose path, words or group hold every word that was typed. */
export function search(operations: readonly Operation[], typed: string): Operation[] {
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean);
  return operations.filter((o) => {
    const text = `${o.method} ${o.path} ${o.summary ?? ''} ${o.group} ${rightOf(o) ?? ''}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
}

/** The right that it takes: a scope of an API key. Null: it takes none but being signed in; undefined: it is open. */
export function rightOf(operation: RawOperation): string | null | undefined {
  const security = operation.security ?? [];
  if (security.length === 0) return undefined;
  return security.flatMap((s) => s.key ?? [])[0] ?? null;
}

export const refName = (ref: string) => ref.split('/').at(-1) ?? ref;

/** The schema itself, when it stands elsewhere. */
export const resolve = (document: Document, schema: Schema | undefined): Schema => {
  let found = schema ?? {};
  for (let steps = 0; found.$ref && steps < 10; ++steps)
    found = document.components.schemas[refName(found.$ref)] ?? {};
  return found;
};

const depth_max = 5;

/** A value that the schema would take: what curl's example sends. */
export function exampleOf(document: Document, given: Schema | undefined, depth = 0): unknown {
  const schema = resolve(document, given);
  if (schema.const !== undefined) return schema.const;
  if (schema.default !== undefined) return schema.default;
  if (schema.enum) return schema.enum[0];
  const one = schema.oneOf?.[0] ?? schema.anyOf?.[0];
  if (one) return exampleOf(document, one, depth);
  if (schema.allOf)
    return Object.assign({}, ...schema.allOf.map((part) => exampleOf(document, part, depth) as object));
  const type = Array.isArray(schema.type) ? schema.type[0] : schema.type;
  if (type === 'object' || schema.properties) {
    if (depth >= depth_max) return {};
    const properties = Object.entries(schema.properties ?? {});
    const needed = properties.filter(([name]) => schema.required?.includes(name));
    const shown = needed.length > 0 ? needed : properties.slice(0, 3);
    return Object.fromEntries(shown.map(([name, p]) => [name, exampleOf(document, p, depth + 1)]));
  }
  if (type === 'array') return depth >= depth_max ? [] : [exampleOf(document, schema.items, depth + 1)];
  if (type === 'integer' || type === 'number') return schema.minimum ?? 1;
  if (type === 'boolean') return true;
  if (schema.format === 'date-time') return '2026-11-21T12:00:00Z';
  if (schema.format === 'uuid') return '00000000-0000-0000-0000-000000000000';
  if (schema.format === 'email') return 'ana@example.com';
  if (schema.format === 'uri') return 'https://example.com/charla';
  return '…';
}

const quoted = (text: string) => `'${text.replaceAll("'", `'\\''`)}'`;

export function curlOf(document: Document, operation: Operation, origin: string): string {
  const body = operation.requestBody?.content?.['application/json']?.schema;
  const path = operation.path.replaceAll(/\{([^}*]+)\*?\}/g, (_, name: string) => name.toUpperCase());
  const lines = [
    `curl ${operation.method === 'GET' ? '' : `-X ${operation.method} `}${quoted(origin + path)}`,
  ];
  if (rightOf(operation) !== undefined) lines.push("  -H 'Authorization: Bearer chk_…'");
  if (body) {
    lines.push("  -H 'Content-Type: application/json'");
    lines.push(`  -d ${quoted(JSON.stringify(exampleOf(document, body)))}`);
  }
  return lines.join(' \\\n');
}

/** The type of a value in words: `string`, `list of message`, `a or b`. */
export function typeName(schema: Schema | undefined): string {
  if (!schema) return '';
  if (schema.$ref) return refName(schema.$ref);
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.enum) return schema.enum.map((e) => JSON.stringify(e)).join(' | ');
  const many = schema.oneOf ?? schema.anyOf;
  if (many) return [...new Set(many.map(typeName))].join(' | ');
  if (schema.allOf) return schema.allOf.map(typeName).join(' & ');
  if (schema.type === 'array') return `${typeName(schema.items) || 'any'}[]`;
  const type = Array.isArray(schema.type) ? schema.type.join(' | ') : (schema.type ?? 'any');
  return schema.format ? `${type} (${schema.format})` : type;
}
