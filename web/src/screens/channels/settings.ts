import type { Channel, Settings } from './types';

/** The settings as a form has them: every field there, numbers as typed. */
export type SettingsDraft = {
  group_quiet_ms: number | string;
  group_max_ms: number | string;
  number_rate: number | string;
  coexistence: boolean;
  attempts_max: number | string;
  base_ms: number | string;
  factor: number | string;
  opt_out_words: string[];
  opt_in_words: string[];
  template: string;
  template_language: string;
  mark_read: boolean;
  typing: boolean;
  number_rules: { match: string; replace: string }[];
  phone_number: string;
  account_id: string;
};

export function draftOf(channel: Channel): SettingsDraft {
  const s = channel.settings;
  return {
    group_quiet_ms: channel.group_quiet_ms,
    group_max_ms: channel.group_max_ms,
    number_rate: s.number_rate ?? '',
    coexistence: s.coexistence ?? false,
    attempts_max: s.retry?.attempts_max ?? '',
    base_ms: s.retry?.base_ms ?? '',
    factor: s.retry?.factor ?? '',
    opt_out_words: s.opt_out_words ?? [],
    opt_in_words: s.opt_in_words ?? [],
    template: s.outside_window?.name ?? '',
    template_language: s.outside_window?.language ?? '',
    mark_read: s.mark_read ?? false,
    typing: s.typing ?? false,
    number_rules: s.number_rules ?? [],
    phone_number: channel.phone_number,
    account_id: channel.account_id,
  };
}

const number = (typed: number | string) => (typed === '' ? undefined : Number(typed));

/** The change that a draft asks for. Settings are replaced as a whole: what this console does not know stays. */
export function changeOf(draft: SettingsDraft, channel: Channel) {
  const retry = Object.fromEntries(
    (['attempts_max', 'base_ms', 'factor'] as const)
      .map((name) => [name, number(draft[name])] as const)
      .filter(([, value]) => value !== undefined),
  );
  const settings: Settings = {
    ...channel.settings,
    number_rate: number(draft.number_rate),
    coexistence: draft.coexistence,
    retry: Object.keys(retry).length > 0 ? retry : undefined,
    opt_out_words: draft.opt_out_words,
    opt_in_words: draft.opt_in_words,
    outside_window:
      draft.template.trim() || draft.template_language.trim()
        ? { name: draft.template.trim(), language: draft.template_language.trim() }
        : undefined,
    mark_read: draft.mark_read,
    typing: draft.typing,
    number_rules: draft.number_rules.filter((rule) => rule.match !== '' || rule.replace !== ''),
  };
  return {
    phone_number: draft.phone_number.trim(),
    account_id: draft.account_id.trim(),
    group_quiet_ms: number(draft.group_quiet_ms) ?? channel.group_quiet_ms,
    group_max_ms: number(draft.group_max_ms) ?? channel.group_max_ms,
    settings,
  };
}
