import { z } from 'zod/mini';

// The frames of `console.live.v1` (docs/live-feed.md). Members that are unknown are passed over: an older console goes on with a
// newer server.

const value = z.record(z.string(), z.unknown());

/** A row may be anything: some topics tell of lists. Only what is patched is an object. */
const row = z.unknown();

const op = z.discriminatedUnion('op', [
  z.object({ op: z.literal('put'), k: z.string(), v: row }),
  z.object({ op: z.literal('patch'), k: z.string(), p: value }),
  z.object({ op: z.literal('del'), k: z.string() }),
]);
export type Op = z.infer<typeof op>;

const id = z.union([z.string(), z.number()]);

const frame = z.discriminatedUnion('t', [
  z.object({
    t: z.literal('hello'),
    proto: z.literal(1),
    now: z.string(),
    user: z.string(),
    build: z.string(),
    ping_s: z.number(),
  }),
  z.object({
    t: z.literal('snap'),
    id,
    epoch: z.number(),
    seq: z.number(),
    items: z.array(z.object({ k: z.string(), v: row })),
    more: z.boolean(),
  }),
  z.object({ t: z.literal('delta'), id, prev: z.number(), seq: z.number(), ops: z.array(op) }),
  z.object({ t: z.literal('resumed'), id, epoch: z.number(), seq: z.number() }),
  z.object({ t: z.literal('err'), id: z.optional(id), code: z.string(), msg: z.string() }),
  z.object({ t: z.literal('bye'), code: z.string(), retry_ms: z.number() }),
  z.object({ t: z.literal('pong'), n: z.number() }),
]);
export type Frame = z.infer<typeof frame>;

/** A frame, or null for what is none that we know. */
export function readFrame(text: string): Frame | null {
  try {
    const read = frame.safeParse(JSON.parse(text));
    return read.success ? read.data : null;
  } catch {
    return null;
  }
}
