import { drawable, type Fields, type Graph, getIn, type Json, type Path } from './graph';
import { type FieldSpec, steps } from './schema';

/** One text of a flow that customers read. */
export type TextPlace = { id: string; type: string; path: Path; max: number | null };

function placesIn(
  specs: FieldSpec[],
  value: Json | undefined,
  path: Path,
): { path: Path; max: number | null }[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [];
  return specs.flatMap((spec) => {
    const held = (value as Fields)[spec.name];
    const here = [...path, spec.name];
    if (spec.kind === 'text') return held === undefined ? [] : [{ path: here, max: spec.max }];
    if (spec.kind === 'list' && Array.isArray(held))
      return held.flatMap((one, i) => placesIn(spec.of, one, [...here, i]));
    return [];
  });
}

/** All texts that customers read, in the order of the steps. */
export const textsOf = (graph: Graph): TextPlace[] =>
  drawable(graph).flatMap(([id, step]) =>
    placesIn(steps.get(step.type)?.fields ?? [], step.fields ?? {}, []).map((p) => ({
      id,
      type: step.type,
      ...p,
    })),
  );

/** Languages that the flow's texts shall be written in; its own comes first. */
export function languagesOf(graph: Graph): string[] {
  const own = graph.language ?? 'es';
  const listed = Array.isArray(graph.languages) ? graph.languages.filter((l) => typeof l === 'string') : [];
  return [...new Set([own, ...listed])];
}

/** A text in one language; undefined where it is not written. */
export function textIn(graph: Graph, value: Json | undefined, language: string): string | undefined {
  if (value === undefined || value === null || Array.isArray(value)) return undefined;
  if (typeof value !== 'object') return language === (graph.language ?? 'es') ? String(value) : undefined;
  const found = value[language];
  return found === undefined || found === null ? undefined : String(found);
}

/** The value with a text in one language. A flow of one language keeps plain texts plain. */
export function withText(graph: Graph, value: Json | undefined, language: string, text: string): Json {
  const own = graph.language ?? 'es';
  const table = typeof value === 'object' && value !== null && !Array.isArray(value);
  if (!table && language === own && (value === undefined || languagesOf(graph).length === 1)) return text;
  if (!table && language === own) return text;
  const before: Fields = table ? value : { [own]: value ?? '' };
  if (text === '' && language !== own) {
    const { [language]: _, ...others } = before;
    return others;
  }
  return { ...before, [language]: text };
}

export const missingTexts = (graph: Graph): number =>
  textsOf(graph).reduce((sum, place) => {
    const value = getIn(graph.nodes[place.id]?.fields, place.path) as Json | undefined;
    return sum + languagesOf(graph).filter((l) => !textIn(graph, value, l)?.trim()).length;
  }, 0);
