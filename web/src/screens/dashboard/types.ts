import type { components } from '../../api/schema';

type S = components['schemas'];
export type Overview = S['report_overview'];
export type Series = S['report_series'];
export type Point = Series['points'][number];

/** What `GET /api/v1/reports/conversations` calls a figure. */
export type Figure = 'started' | 'resolved' | 'bot_alone' | 'handed_over' | 'failed' | 'waiting' | 'slow';

/** A number whose conversations are asked for. */
export type Behind = { figure: Figure; title: string; reason?: string; code?: number };

export type Range = { from: string; to: string; step: 'hour' | 'day' };
