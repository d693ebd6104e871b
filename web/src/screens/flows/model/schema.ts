import written from '../../../../../config/schema/flow.schema.json';

/** The part of JSON Schema that `charla flow schema` writes. */
type Node = {
  $ref?: string;
  description?: string;
  type?: string | string[];
  enum?: (string | boolean)[];
  const?: string;
  required?: string[];
  properties?: Record<string, Node>;
  additionalProperties?: boolean | Node;
  items?: Node;
};

const definitions = written.$defs as unknown as Record<string, Node>;

/** What a field holds. */
export type FieldKind =
  | 'text' // a text, or one for each language
  | 'scalar' // a text with {{names}}
  | 'name'
  | 'duration'
  | 'number'
  | 'yes_no'
  | 'words'
  | 'flow'
  | 'table'
  | 'condition'
  | 'choice'
  | 'pattern'
  | 'list';

export type FieldSpec = {
  name: string;
  kind: FieldKind;
  required: boolean;
  /** Of a choice. */
  options: string[];
  /** Of a list: the fields of one of its objects. */
  of: FieldSpec[];
  /** Characters that WhatsApp takes. */
  max: number | null;
  /** In English, as docs/flows.md says it. */
  description: string;
};

export type StepSpec = {
  type: string;
  description: string;
  fields: FieldSpec[];
  /** Exits that every step of the type has, in order. */
  exits: string[];
  /** Its fields name exits. */
  names_exits: boolean;
};

const refs: Record<string, FieldKind> = {
  scalar: 'scalar',
  text: 'text',
  name: 'name',
  duration: 'duration',
  number: 'number',
  yes_no: 'yes_no',
  words: 'words',
  flow: 'flow',
  table: 'table',
  condition: 'condition',
};

function kindOf(node: Node): FieldKind {
  if (node.$ref) return refs[node.$ref.replace('#/$defs/', '')] ?? 'scalar';
  if (node.enum) return 'choice';
  if (node.type === 'array') return 'list';
  if (node.type === 'boolean') return 'yes_no';
  if (node.type === 'integer') return 'number';
  return 'pattern';
}

function fieldsOf(node: Node | undefined): FieldSpec[] {
  return Object.entries(node?.properties ?? {}).map(([name, field]) => ({
    name,
    kind: kindOf(field),
    required: node?.required?.includes(name) ?? false,
    options: (field.enum ?? []).map(String),
    of: field.items ? fieldsOf(field.items) : [],
    max: Number(/at most (\d+) characters/.exec(field.description ?? '')?.[1] ?? 0) || null,
    description: field.description ?? '',
  }));
}

/** Steps of the language, by their type. */
export const steps: ReadonlyMap<string, StepSpec> = new Map(
  Object.entries(definitions)
    .filter(([name]) => name.startsWith('step_'))
    .map(([name, node]) => {
      const type = name.slice('step_'.length);
      const exits = node.properties?.exits;
      return [
        type,
        {
          type,
          description: node.description ?? '',
          fields: fieldsOf(node.properties?.fields),
          exits: Object.keys(exits?.properties ?? {}),
          names_exits: typeof exits?.additionalProperties === 'object',
        },
      ];
    }),
);

/** What every trigger may have beside its own fields. */
const common = new Set(['type', 'priority', 'interrupts', 'comment']);

export type TriggerSpec = { type: string; description: string; fields: FieldSpec[] };

/** Triggers of the language, the more particular kinds first. */
export const triggers: ReadonlyMap<string, TriggerSpec> = new Map(
  Object.entries(definitions)
    .filter(([name]) => name.startsWith('trigger_'))
    .map(([name, node]) => {
      const type = name.slice('trigger_'.length);
      const fields = fieldsOf(node).filter((f) => !common.has(f.name));
      return [type, { type, description: node.description ?? '', fields }];
    }),
);

/** Tests of conditions: which take a value and what it is compared with. */
export type TestSpec = { test: string; value: boolean; with: boolean };

export const tests: readonly TestSpec[] = (
  (definitions.condition as unknown as { oneOf: Node[] }).oneOf ?? []
).flatMap((one) => {
  const test = one.properties?.test?.const;
  if (!test) return [];
  return [{ test, value: Boolean(one.properties?.value), with: Boolean(one.properties?.with) }];
});
