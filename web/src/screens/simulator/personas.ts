import { useLocalStorage } from '@mantine/hooks';

/** Somebody whose phone is simulated. */
export type Persona = { phone: string; name: string };

export type Cast = { known: Persona[]; open: string[] };

export const phones_open_most = 3;

const first: Cast = {
  known: [
    { phone: '5491155550101', name: 'Lucía Gómez' },
    { phone: '5491155550102', name: 'Pedro Sosa' },
    { phone: '5511955550103', name: 'João Lima' },
  ],
  open: ['5491155550101'],
};

/** Only digits, as the server writes numbers. */
export const digits = (phone: string): string => phone.replaceAll(/\D/g, '');

export const withPersona = (cast: Cast, one: Persona): Cast => ({
  known: [...cast.known.filter((p) => p.phone !== one.phone), one],
  open: [...cast.open.filter((p) => p !== one.phone), one.phone].slice(-phones_open_most),
});

export const without = (cast: Cast, phone: string): Cast => ({
  known: cast.known.filter((p) => p.phone !== phone),
  open: cast.open.filter((p) => p !== phone),
});

/** Opens or closes a phone; one stays open, and the one opened first makes room. */
export function toggled(cast: Cast, phone: string): Cast {
  if (!cast.open.includes(phone)) return { ...cast, open: [...cast.open, phone].slice(-phones_open_most) };
  return cast.open.length > 1 ? { ...cast, open: cast.open.filter((p) => p !== phone) } : cast;
}

const isPersona = (one: unknown): one is Persona =>
  typeof one === 'object' &&
  one !== null &&
  typeof (one as Persona).phone === 'string' &&
  typeof (one as Persona).name === 'string';

/** What an older console, or somebody's hand, has left in the browser is read with care. */
export function readCast(text: string | undefined): Cast {
  try {
    const read = JSON.parse(text ?? '') as Partial<Cast>;
    const known = (read.known ?? []).filter(isPersona);
    const open = (read.open ?? []).filter((phone) => known.some((p) => p.phone === phone));
    return known.length > 0 ? { known, open: open.length > 0 ? open : [known[0]?.phone ?? ''] } : first;
  } catch {
    return first;
  }
}

/** The customers of this browser: remembered, for they have their threads on the server. */
export function useCast() {
  return useLocalStorage<Cast>({
    key: 'charla.simulator.cast',
    defaultValue: first,
    getInitialValueInEffect: false,
    deserialize: readCast,
  });
}
