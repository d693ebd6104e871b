import type { Range } from './types';

export const presets = ['1d', '7d', '30d', '90d'] as const;
export type Preset = (typeof presets)[number];

const day = 24 * 3600_000;
const days: Record<Preset, number> = { '1d': 1, '7d': 7, '30d': 30, '90d': 90 };

/** The range of time that ends now, to the minute: asked again within it, the answer is remembered. */
export function rangeOf(preset: Preset, now: number): Range {
  const to = Math.ceil(now / 60_000) * 60_000;
  return {
    from: new Date(to - days[preset] * day).toISOString(),
    to: new Date(to).toISOString(),
    step: preset === '1d' ? 'hour' : 'day',
  };
}
