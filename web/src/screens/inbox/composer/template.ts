import type { Template } from '../types';

export type Variable = {
  key: string;
  name: string;
  in: string;
  type: 'text' | 'image' | 'video' | 'document';
  example: string;
};

export const variablesOf = (t: Template): Variable[] => (t.variables ?? []) as Variable[];

const parameterOf = (v: Variable, value: string) => ({
  type: v.type,
  ...(v.type === 'text'
    ? { text: value, ...(v.name && !/^\d+$/.test(v.name) && { parameter_name: v.name }) }
    : { [v.type]: { link: value } }),
});

/** The variables' values as the provider takes them: one component a place, in the order of the template. */
export function componentsOf(variables: readonly Variable[], values: Readonly<Record<string, string>>) {
  const places = [...new Set(variables.map((v) => v.in))];
  return places.map((place) => {
    const parameters = variables
      .filter((v) => v.in === place)
      .map((v) => parameterOf(v, values[v.key] ?? ''));
    const button = /^button (\d+)$/.exec(place);
    if (button) return { type: 'button', sub_type: 'url', index: button[1] as string, parameters };
    return { type: place, parameters };
  });
}
