import { api, ask } from '../../api/client';
import { problemOf } from '../../api/problem';
import { canRedrive, groupKey, type Letter } from './types';

export type Progress = { done: number; failed: number; total: number; stopped: boolean; over: boolean };

/** All open letters of a group, page by page. */
export async function lettersOf(group: string | null, signal: AbortSignal): Promise<Letter[]> {
  const found: Letter[] = [];
  let after: string | undefined;
  do {
    const page = await ask(
      api.GET('/api/v1/dead-letters', { params: { query: { state: 'open', limit: 100, after } }, signal }),
    );
    for (const letter of (page.items ?? []) as Letter[])
      if ((group === null || groupKey(letter) === group) && canRedrive(letter)) found.push(letter);
    after = page.next ?? undefined;
  } while (after);
  // The oldest first: what came first is decided first.
  return found.reverse();
}

/** Tries one again, as it was or corrected; `handBack`: the bot gets its conversation first. */
export async function redriveOne(
  letter: Letter,
  handBack: boolean,
  edited: { body?: Record<string, never> } = {},
): Promise<unknown> {
  if (handBack && letter.conversation_id)
    await ask(
      api.POST('/api/v1/conversations/{id}/hand-back', { params: { path: { id: letter.conversation_id } } }),
    );
  return ask(
    api.POST('/api/v1/dead-letters/{id}/redrive', {
      params: { path: { id: String(letter.id) } },
      body: edited,
    }),
  );
}

/**
 * Tries every letter of a group again, one after the other, and tells after each how far it is. One that somebody else
 * was quicker with counts as failed; a server that is away ends it.
 */
export async function redriveAll(
  letters: readonly Letter[],
  handBack: boolean,
  signal: AbortSignal,
  tell: (progress: Progress) => void,
): Promise<Progress> {
  const progress: Progress = { done: 0, failed: 0, total: letters.length, stopped: false, over: false };
  for (const letter of letters) {
    if (signal.aborted) break;
    try {
      await redriveOne(letter, handBack);
      progress.done++;
    } catch (error) {
      const { kind } = problemOf(error);
      if (kind === 'offline' || kind === 'session' || kind === 'forbidden') throw error;
      progress.failed++;
    }
    tell({ ...progress });
  }
  progress.stopped = signal.aborted;
  progress.over = true;
  tell({ ...progress });
  return progress;
}
