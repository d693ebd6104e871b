import { api, ask } from '../../api/client';
import type { components } from '../../api/schema';

type Kept = { set: boolean; last4: string };
export type Kind = 'tienda_nube' | 'smtp';
export type TiendaNube = {
  kind: 'tienda_nube';
  store_id: string;
  access_token: Kept;
  user_agent: string;
  updated_at: string;
};
export type Smtp = {
  kind: 'smtp';
  host: string;
  port: number;
  user: string;
  password: Kept;
  from: string;
  security: 'none' | 'starttls' | 'tls';
  updated_at: string;
};
export type Connection = TiendaNube | Smtp;
export type Tested = { ok: boolean; detail: string; took_ms: number };

export const connectionsKey = ['connections'];

export const readConnections = async () =>
  ((await ask(api.GET('/api/v1/connections'))) as { items: Connection[] }).items;

export const putConnection = (kind: Kind, body: components['schemas']['connection_put']) =>
  ask(api.PUT('/api/v1/connections/{kind}', { params: { path: { kind } }, body }));

export const removeConnection = (kind: Kind) =>
  ask(api.DELETE('/api/v1/connections/{kind}', { params: { path: { kind } } }));

export const testConnection = (kind: Kind) =>
  ask(api.POST('/api/v1/connections/{kind}/test', { params: { path: { kind } } })) as Promise<Tested>;
