/** One field of a request that is wrong, as the server tells it (RFC 9457, member `errors`). */
export type FieldError = { field: string; reason: string; hint: string };

/** Why a request did not do what it should. What a screen shows of it is decided by `kind`. */
export type ProblemKind =
  | 'offline' // no answer: the server is away, or the network is
  | 'session' // nobody is signed in any more
  | 'forbidden'
  | 'missing'
  | 'invalid' // fields are wrong
  | 'conflict' // somebody else was quicker
  | 'too_large'
  | 'busy' // try again later
  | 'failed';

const kinds: Record<number, ProblemKind> = {
  400: 'invalid',
  401: 'session',
  403: 'forbidden',
  404: 'missing',
  409: 'conflict',
  413: 'too_large',
  415: 'invalid',
  422: 'invalid',
  429: 'busy',
  503: 'busy',
};

export class Problem extends Error {
  readonly kind: ProblemKind;
  readonly status: number;
  readonly errors: FieldError[];
  readonly correlationId: string;
  /** The whole document: a conflict carries what is there instead. */
  readonly body: Record<string, unknown>;

  constructor(status: number, body: Record<string, unknown>) {
    super(String(body.detail ?? body.title ?? ''));
    this.name = 'Problem';
    this.status = status;
    this.kind = status === 0 ? 'offline' : (kinds[status] ?? 'failed');
    this.errors = Array.isArray(body.errors) ? (body.errors as FieldError[]) : [];
    this.correlationId = String(body.correlation_id ?? '');
    this.body = body;
  }

  /** The server's hint for one field, for its form. */
  of(field: string): string | undefined {
    return this.errors.find((e) => e.field === field)?.hint;
  }
}

/** Whatever was thrown, as a Problem. */
export const problemOf = (thrown: unknown): Problem =>
  thrown instanceof Problem
    ? thrown
    : new Problem(0, { detail: thrown instanceof Error ? thrown.message : '' });
