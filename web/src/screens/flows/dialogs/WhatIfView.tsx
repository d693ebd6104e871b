import { Button, Group, Select, Stack, Text, Title } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAct } from '../../../ui/act';
import type { Graph } from '../model/graph';
import { whatIf } from '../requests';
import type { WhatIf } from '../types';
import classes from './dialogs.module.css';

function Answers({ lines, empty }: { lines: string[]; empty: string }) {
  return (
    <>
      {lines.length === 0
        ? empty
        : lines.map((line, i) => (
            <div key={i} dir="auto">
              {line}
            </div>
          ))}
    </>
  );
}

function Result({ seen }: { seen: WhatIf }) {
  const { t } = useTranslation('flows');
  return (
    <Stack gap="xs">
      <Text size="sm" role="status">
        {t('what_if.result', {
          conversations: seen.conversations,
          answers: seen.answers,
          changed: seen.changed,
        })}
        {seen.left_out > 0 && ` ${t('what_if.left_out', { count: seen.left_out })}`}
      </Text>
      <ul className={classes.answers}>
        {seen.changes.slice(0, 20).map((c) => (
          <li key={`${c.conversation_id}${c.at}${c.said}`} className={classes.answer}>
            <Text size="sm" component="div">
              <Link to="/inbox/$id" params={{ id: c.conversation_id }} className={classes.conversation}>
                <bdi>«{c.said}»</bdi>
              </Link>
            </Text>
            <table className={classes.diff}>
              <tbody>
                <tr>
                  <td className={classes.before}>
                    <Answers lines={c.before} empty={t('what_if.silence')} />
                  </td>
                  <td className={classes.after}>
                    <Answers lines={c.after} empty={t('what_if.silence')} />
                  </td>
                </tr>
              </tbody>
            </table>
          </li>
        ))}
      </ul>
      {seen.changes.length > 20 && (
        <Text size="xs" c="dimmed">
          {t('what_if.more', { count: seen.changes.length - 20 })}
        </Text>
      )}
    </Stack>
  );
}

/** What the draft would have said to people who have really written. Nobody is written to. */
export function WhatIfView({ graph }: { graph: Graph }) {
  const { t } = useTranslation('flows');
  const [last, setLast] = useState('100');
  const ask = useAct(() => whatIf(graph, Number(last)), { what: t('what_if.title') });
  return (
    <div className={classes.block}>
      <Title order={3}>{t('what_if.title')}</Title>
      <Text size="sm" c="dimmed" mb="xs">
        {t('what_if.hint')}
      </Text>
      <Group gap="sm" align="flex-end" mb="sm">
        <Select
          label={t('what_if.last')}
          data={['20', '100', '500']}
          value={last}
          onChange={(v) => setLast(v ?? '100')}
          w={160}
        />
        <Button variant="outline" onClick={() => ask.mutate(undefined)} loading={ask.isPending}>
          {t('what_if.run')}
        </Button>
      </Group>
      {ask.data && <Result seen={ask.data} />}
    </div>
  );
}
