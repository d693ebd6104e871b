import type { components } from '../../api/schema';

type S = components['schemas'];

export type Tenant = Required<S['tenant']>;
export type TenantDraft = {
  name: string;
  locale: 'es' | 'pt' | 'en';
  timezone: string;
  business_hours: string;
  memory: number;
  human_override_ms: number;
};
export type User = Required<S['user']>;
export type Key = Required<S['key']>;
export type Role = S['role'];

export const roles: readonly Role[] = ['owner', 'admin', 'agent', 'analyst'];
