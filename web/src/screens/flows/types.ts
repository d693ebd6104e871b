import type { components } from '../../api/schema';

type S = components['schemas'];
type Whole<T> = { [K in keyof T]-?: Exclude<T[K], undefined> };

export type Head = Whole<S['flow_head']>;
export type Draft = Whole<S['draft']>;
export type Flow = Head & Omit<Whole<S['flow']>, 'draft'> & { draft: Draft };
export type FlowDraft = Head & { draft: Draft; findings: Whole<S['finding']>[] };
export type Version = Whole<S['flow_row']>;
export type Change = { field: string; before?: unknown; after?: unknown };
export type StepChange = {
  change: 'added' | 'removed' | 'changed';
  id: string;
  type: string;
  fields: Change[];
};
export type TriggerChange = { change: 'added' | 'removed' | 'changed'; type: string; fields: Change[] };
export type Diff = { same: boolean; flow: Change[]; triggers: TriggerChange[]; steps: StepChange[] };
export type Funnel = {
  flow: number;
  version: number;
  start: string;
  complete: boolean;
  steps: { id: string; type: string; entered: number; waiting: number; exits: Record<string, number> }[];
};
export type Run = Whole<NonNullable<S['runs']['items']>[number]>;
export type TestResult = {
  name: string;
  ok: boolean;
  failures: { step: number; what: string; diff?: string[] }[];
};
export type Tested = {
  passed: number;
  failed: number;
  results: TestResult[];
  coverage: { covered: number; total: number; missing: string[] };
} | null;
export type Findings = { ok: boolean; findings: Whole<S['finding']>[]; tests: Tested };
export type WhatIf = {
  conversations: number;
  answers: number;
  changed: number;
  left_out: number;
  changes: {
    conversation_id: string;
    version: number;
    at: string;
    said: string;
    before: string[];
    after: string[];
  }[];
};
