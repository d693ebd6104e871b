import createClient from 'openapi-fetch';
import { origin } from './origin';
import { Problem } from './problem';
import type { paths } from './schema';

/** No request waits longer, so that a screen can say what is wrong. */
const patience_ms = 30_000;

type Listener = () => void;
const expired = new Set<Listener>();

/** Tells when the session has ended, so that the shell can ask for the password without taking the screen away. */
export const onSessionEnd = (listener: Listener) => {
  expired.add(listener);
  return () => {
    expired.delete(listener);
  };
};

const send: typeof fetch = async (input, init) => {
  try {
    const given = input instanceof Request ? input.signal : init?.signal;
    const limit = AbortSignal.timeout(patience_ms);
    return await fetch(input, { ...init, signal: given ? AbortSignal.any([given, limit]) : limit });
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    throw new Problem(0, { detail: error instanceof Error ? error.message : '' });
  }
};

/** The typed client: paths, bodies and answers are those of the server's OpenAPI document. */
export const api = createClient<paths>({ baseUrl: origin, fetch: send, credentials: 'include' });

type Answer<T> = { data?: T; error?: unknown; response: Response };

/** The data of an answer; throws a `Problem` when it is none. `ask(api.GET('/api/v1/channels'))`. */
export async function ask<T>(request: Promise<Answer<T>>): Promise<T> {
  const { data, error, response } = await request;
  if (response.ok) return data as T;
  const body = typeof error === 'object' && error !== null ? (error as Record<string, unknown>) : {};
  const problem = new Problem(response.status, body);
  if (problem.kind === 'session') for (const listener of expired) listener();
  throw problem;
}

/** A key that the server knows a request by: repeated, it is done once. */
export const newKey = (): string => crypto.randomUUID();
