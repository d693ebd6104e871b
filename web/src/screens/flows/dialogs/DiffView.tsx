import { Badge, Stack, Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useNames } from '../names';
import type { Change, Diff } from '../types';
import classes from './dialogs.module.css';

const shown = (value: unknown): string =>
  value === undefined || value === null
    ? '—'
    : typeof value === 'string'
      ? value
      : JSON.stringify(value, null, 1);

const colours = { added: 'ok', removed: 'bad', changed: 'warn' } as const;

function Fields({ of, fields, sides }: { of: string; fields: Change[]; sides: [string, string] }) {
  const names = useNames();
  if (fields.length === 0) return null;
  const nameOf = (field: string) =>
    field.startsWith('exits.') ? names.exit(field.slice(6)) : names.field(of, field.replace(/^fields\./, ''));
  return (
    <div className={classes.scroll}>
      <table className={classes.diff}>
        <thead className="only-read-aloud">
          <tr>
            <th scope="col" />
            <th scope="col">{sides[0]}</th>
            <th scope="col">{sides[1]}</th>
          </tr>
        </thead>
        <tbody>
          {fields.map((f) => (
            <tr key={f.field}>
              <th scope="row" className="mono">
                {nameOf(f.field)}
              </th>
              <td className={classes.before} dir="auto">
                {shown(f.before)}
              </td>
              <td className={classes.after} dir="auto">
                {shown(f.after)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** What has changed, in words and side by side. */
export function DiffView({ diff, before, after }: { diff: Diff; before: string; after: string }) {
  const { t } = useTranslation('flows');
  const names = useNames();
  if (diff.same) return <Text size="sm">{t('diff.same')}</Text>;
  const count = (what: string) => diff.steps.filter((s) => s.change === what).length;
  const sides: [string, string] = [before, after];
  return (
    <Stack gap="md">
      <Text size="sm">
        {t('diff.summary', { added: count('added'), changed: count('changed'), removed: count('removed') })}
      </Text>
      <Text size="xs" c="dimmed">
        {before} → {after}
      </Text>
      {diff.flow.length > 0 && (
        <div>
          <Title order={3}>{t('diff.flow')}</Title>
          <Fields of="flow" fields={diff.flow} sides={sides} />
        </div>
      )}
      {diff.triggers.map((one, i) => (
        <div key={i}>
          <Badge color={colours[one.change]}>{t(`diff.${one.change}`)}</Badge>{' '}
          <Text span size="sm">
            {t('diff.trigger')}: {names.trigger(one.type)}
          </Text>
          <Fields of={one.type} fields={one.fields} sides={sides} />
        </div>
      ))}
      {diff.steps.map((one) => (
        <div key={one.id}>
          <Badge color={colours[one.change]}>{t(`diff.${one.change}`)}</Badge>{' '}
          <Text span size="sm" className="mono">
            <bdi>{one.id}</bdi>
          </Text>{' '}
          <Text span size="sm" c="dimmed">
            {names.step(one.type)}
          </Text>
          <Fields of={one.type} fields={one.fields} sides={sides} />
        </div>
      ))}
    </Stack>
  );
}
