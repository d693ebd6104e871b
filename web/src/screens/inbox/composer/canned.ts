import { tameLine } from '../../../ui/whatsapp/tame';
import type { Canned, Conversation } from '../types';

export const cannedKey = ['canned'];

/** What is typed after a `/` that begins the text; null: nobody is choosing an answer. */
export const wantedOf = (text: string): string | null =>
  /^\/([a-z0-9_-]*)$/i.exec(text)?.[1]?.toLowerCase() ?? null;

/** Answers whose shortcut begins so, then those that have it anywhere. */
export function matching(all: readonly Canned[], wanted: string): Canned[] {
  const begins = all.filter((c) => c.shortcut.startsWith(wanted));
  const has = all.filter(
    (c) => !c.shortcut.startsWith(wanted) && `${c.shortcut} ${c.text}`.toLowerCase().includes(wanted),
  );
  return [...begins, ...has].slice(0, 8);
}

/** The text with the contact's own values. A name is theirs to choose: it comes in tamed. */
export const filled = (text: string, of: Pick<Conversation, 'contact_name' | 'phone'>): string =>
  text
    .replaceAll(/\{\{\s*contact\.name\s*\}\}/g, () => tameLine(of.contact_name))
    .replaceAll(/\{\{\s*contact\.phone\s*\}\}/g, () => tameLine(of.phone));
