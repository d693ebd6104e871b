import { ActionIcon, Button, Group, Stack, Switch, TagsInput, Text, TextInput } from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { emptyWeek, readHours, type Span, type Week, type Weekday, weekdays, writeHours } from './hours';

/** Edits business hours: a line a day. What a week cannot show is edited as text. */
export function HoursEditor({
  value,
  onChange,
  error,
  disabled,
  always,
}: {
  value: string;
  onChange: (text: string) => void;
  error?: string;
  disabled?: boolean;
  /** What an empty text means, in words. */
  always: string;
}) {
  const { t, i18n } = useTranslation();
  const week = readHours(value);
  const open = value.trim() !== '';
  const put = (change: Partial<Week>) => onChange(writeHours({ ...(week ?? emptyWeek()), ...change }));
  return (
    <Stack gap="xs">
      <Switch
        label={t('hours.limited')}
        description={open ? undefined : always}
        checked={open}
        onChange={(e) => onChange(e.currentTarget.checked ? 'mon-fri 09:00-18:00' : '')}
        disabled={disabled}
      />
      {open &&
        (week ? (
          <>
            {weekdays.map((day) => (
              <Day
                key={day}
                name={dayName(day, i18n.language)}
                spans={week.days[day]}
                disabled={disabled}
                onChange={(spans) => put({ days: { ...week.days, [day]: spans } })}
              />
            ))}
            <TagsInput
              label={t('hours.except')}
              description={t('hours.except_hint')}
              placeholder="2026-12-25"
              value={week.except}
              onChange={(dates) => put({ except: dates.filter((d) => /^\d{4}-\d{2}-\d{2}$/.test(d)) })}
              disabled={disabled}
            />
          </>
        ) : (
          <TextInput
            label={t('hours.text')}
            value={value}
            onChange={(e) => onChange(e.currentTarget.value)}
            disabled={disabled}
          />
        ))}
      {error && (
        <Text size="sm" c="bad" role="alert">
          {error}
        </Text>
      )}
    </Stack>
  );
}

/** 2024-01-01 was a Monday. */
export const dayName = (day: Weekday, language: string, width: 'long' | 'short' = 'long') =>
  new Intl.DateTimeFormat(language, { weekday: width, timeZone: 'UTC' }).format(
    Date.UTC(2024, 0, 1 + weekdays.indexOf(day)),
  );

function Day({
  name,
  spans,
  disabled,
  onChange,
}: {
  name: string;
  spans: Span[];
  disabled?: boolean;
  onChange: (spans: Span[]) => void;
}) {
  const { t } = useTranslation();
  const change = (at: number, next: Partial<Span>) =>
    onChange(spans.map((s, i) => (i === at ? { ...s, ...next } : s)));
  return (
    <Group gap="sm" wrap="nowrap" align="flex-start" mih={30} role="group" aria-label={name}>
      <Text size="sm" w={84} pt={4} flex="none">
        {name}
      </Text>
      <Group gap="sm">
        {spans.length === 0 && (
          <Text size="sm" c="dimmed" pt={4}>
            {t('hours.closed')}
          </Text>
        )}
        {spans.map((span, at) => (
          <Group key={at} gap={4} wrap="nowrap">
            <TextInput
              type="time"
              size="xs"
              aria-label={t('hours.from', { day: name })}
              value={span.from}
              onChange={(e) => e.currentTarget.value && change(at, { from: e.currentTarget.value })}
              disabled={disabled}
            />
            <span aria-hidden="true">–</span>
            <TextInput
              type="time"
              size="xs"
              aria-label={t('hours.to', { day: name })}
              value={span.to === '24:00' ? '00:00' : span.to}
              onChange={(e) => e.currentTarget.value && change(at, { to: e.currentTarget.value })}
              disabled={disabled}
            />
            <ActionIcon
              variant="subtle"
              size="md"
              aria-label={t('hours.remove', { day: name })}
              disabled={disabled}
              onClick={() => onChange(spans.filter((_, i) => i !== at))}
            >
              <IconX size={14} />
            </ActionIcon>
          </Group>
        ))}
        <Button
          variant="subtle"
          size="compact-xs"
          leftSection={<IconPlus size={13} />}
          aria-label={t('hours.add_to', { day: name })}
          disabled={disabled || spans.length >= 3}
          onClick={() => onChange([...spans, nextSpan(spans)])}
        >
          {t('hours.add')}
        </Button>
      </Group>
    </Group>
  );
}

/** The afternoon after a morning. */
const nextSpan = (spans: Span[]): Span => {
  const last = spans.at(-1);
  return last && last.to < '20:00' && last.to > last.from
    ? { from: last.to, to: '20:00' }
    : { from: '09:00', to: '18:00' };
};
