import type { components } from './schema';

type S = components['schemas'];

/** Every member is there: our server always writes them, whatever an older client may read. */
type Whole<T> = { [K in keyof T]-?: Exclude<T[K], undefined> };

export type Account = Whole<S['account']> & {
  user: { id: number; email: string; name: string; role: 'owner' | 'admin' | 'agent' | 'analyst' };
};
