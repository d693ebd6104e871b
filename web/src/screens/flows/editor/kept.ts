import { asGraph, type Graph } from '../model/graph';

/** What was drawn and not yet saved lies in this browser, so that neither a crash nor a closed tab loses it. */
export type Kept = { revision: number; graph: Graph };

const keyOf = (tenant: number, id: number) => `charla.flow.${tenant}.${id}`;

export function readKept(tenant: number, id: number): Kept | null {
  try {
    const read = JSON.parse(localStorage.getItem(keyOf(tenant, id)) ?? 'null') as Kept | null;
    if (!read || typeof read.revision !== 'number') return null;
    return { revision: read.revision, graph: asGraph(read.graph) };
  } catch {
    return null;
  }
}

export function keep(tenant: number, id: number, kept: Kept | null): void {
  try {
    if (kept) localStorage.setItem(keyOf(tenant, id), JSON.stringify(kept));
    else localStorage.removeItem(keyOf(tenant, id));
  } catch {
    // A full or forbidden storage: the server's copy is the only one.
  }
}
