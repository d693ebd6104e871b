import { readPairs, writePairs } from '../../ui/phone/pairs';

type Values = Record<string, unknown>;

const shown = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));

/** Attributes as lines `name = value`; what is no text stands as JSON. */
export const writeAttributes = (of: Values | null): string =>
  writePairs(Object.fromEntries(Object.entries(of ?? {}).map(([name, value]) => [name, shown(value)])));

/** The lines read back. A value that was left as it stood keeps its type: 33 stays a number. */
export function readAttributes(text: string, before: Values | null): Values {
  return Object.fromEntries(
    Object.entries(readPairs(text)).map(([name, value]) => {
      const old = before?.[name];
      return [name, old !== undefined && shown(old) === value ? old : value];
    }),
  );
}
