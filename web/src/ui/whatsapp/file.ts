import { useQuery } from '@tanstack/react-query';
import { createContext, useContext } from 'react';
import { Problem } from '../../api/problem';
import { safeLink } from './links';
import type { MediaContent } from './types';

/** Whose files are shown: the id of the conversation; empty: a play of the simulator, which has none. */
export const ConversationContext = createContext('');

export type FileState =
  | { state: 'there'; href: string }
  /** At the provider, or anywhere else: never loaded by this page, only linked. */
  | { state: 'elsewhere'; href: string }
  | { state: 'coming' }
  | { state: 'failed'; reason: string }
  | { state: 'unknown' };

type Source = Pick<MediaContent, 'media_id' | 'asset' | 'url'>;

export const fileAddress = (conversation: string, media: Source): string | null => {
  if (media.asset) return `/api/v1/files/${encodeURIComponent(media.asset)}`;
  if (!media.media_id || !conversation) return null;
  return `/api/v1/conversations/${encodeURIComponent(conversation)}/files/${encodeURIComponent(media.media_id)}`;
};

/** Asks only whether the file is there: the answer's redirection is not followed, so nothing is loaded twice. */
async function look(address: string): Promise<FileState> {
  const answer = await fetch(address, { redirect: 'manual' }).catch(() => {
    throw new Problem(0, {});
  });
  if (answer.type === 'opaqueredirect' || answer.status === 200) return { state: 'there', href: address };
  if (answer.status === 202) return { state: 'coming' };
  if (answer.status === 429 || answer.status >= 500) throw new Problem(answer.status, {});
  const body = (await answer.json().catch(() => ({}))) as Record<string, unknown>;
  return { state: 'failed', reason: String(body.reason ?? body.detail ?? '') };
}

const ask_again_ms = 3000;

export const fileKey = (address: string | null) => ['file', address] as const;

/** What is known of a message's file. While the provider is still being asked for it, it is looked at again. */
export function useFile(media: Source): FileState {
  const conversation = useContext(ConversationContext);
  const address = fileAddress(conversation, media);
  const query = useQuery({
    queryKey: fileKey(address),
    queryFn: () => look(address as string),
    enabled: address !== null,
    staleTime: 60_000,
    refetchInterval: (q) => (q.state.data?.state === 'coming' ? ask_again_ms : false),
  });
  if (address) return query.data ?? { state: query.error ? 'unknown' : 'coming' };
  const link = media.url ? safeLink(media.url) : null;
  return link ? { state: 'elsewhere', href: link.href } : { state: 'unknown' };
}
