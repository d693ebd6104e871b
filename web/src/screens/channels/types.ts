import type { components } from '../../api/schema';

type S = components['schemas'];

export type Secret = Required<S['secret']>;
export type Settings = NonNullable<S['channel_settings']>;
export type Channel = Required<Omit<S['channel'], 'credentials' | 'settings' | 'risk' | 'official'>> & {
  credentials: Record<CredentialName, Secret>;
  settings: Settings;
  /** Absent where this program speaks with nobody: a host's channel. */
  official?: boolean;
  risk?: string;
};
export type Health = Required<S['number']>;
export type NumberLink = Required<S['number_link']>;
export type Exchange = Required<S['exchange']>;
export type NewChannel = S['channel_new'];

export type CredentialName = 'access_token' | 'app_secret' | 'verify_token';
export type Provider = 'meta' | 'ycloud' | 'evolution' | 'host';

/** What a provider needs of us, as docs/channels.md has it. */
export type Needs = { number: boolean; account: boolean; secrets: readonly CredentialName[]; qr: boolean };

const needs: Record<Provider, Needs> = {
  meta: { number: true, account: true, secrets: ['access_token', 'app_secret', 'verify_token'], qr: false },
  ycloud: { number: true, account: true, secrets: ['access_token', 'app_secret'], qr: false },
  evolution: { number: true, account: false, secrets: ['access_token', 'app_secret'], qr: true },
  host: { number: false, account: false, secrets: [], qr: false },
};

export const needsOf = (type: string): Needs => needs[type as Provider] ?? needs.host;

export const providerOf = (type: string): Provider => (type in needs ? (type as Provider) : 'host');
