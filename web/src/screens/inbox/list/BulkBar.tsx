import { Button, Group, Menu, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { told, useTellProblem } from '../../../ui/act';
import { useConfirm } from '../../../ui/confirm';
import { desk } from '../desk';
import type { Conversation } from '../types';
import { useColleagues } from '../useDesk';
import classes from './list.module.css';

const at_once = 4;

/** Does it for each, few at a time; tells how many it was done for. */
async function forAll(rows: readonly Conversation[], act: (row: Conversation) => Promise<unknown>) {
  const rest = [...rows];
  const wrong: unknown[] = [];
  const work = async () => {
    for (let row = rest.shift(); row; row = rest.shift()) await act(row).catch((error) => wrong.push(error));
  };
  await Promise.all(Array.from({ length: at_once }, work));
  return { done: rows.length - wrong.length, wrong };
}

/** What can be done with all that are marked. */
export function BulkBar({ rows, onDone }: { rows: readonly Conversation[]; onDone: () => void }) {
  const { t } = useTranslation('inbox');
  const { t: shell } = useTranslation();
  const colleagues = useColleagues();
  const tell = useTellProblem();
  const confirm = useConfirm();
  const [label, setLabel] = useState('');
  const [busy, setBusy] = useState(false);
  const run = async (act: (row: Conversation) => Promise<unknown>) => {
    setBusy(true);
    const { done, wrong } = await forAll(rows, act);
    setBusy(false);
    if (wrong.length > 0) tell(wrong[0], t('bulk.failed', { count: wrong.length }));
    if (done > 0) told(t('bulk.done', { count: done }));
    onDone();
  };
  return (
    <div className={classes.bulk} role="toolbar" aria-label={t('bulk.label')}>
      <Text size="sm" fw={550}>
        {t('bulk.marked', { count: rows.length })}
      </Text>
      <Group gap={6}>
        <Menu>
          <Menu.Target>
            <Button variant="outline" loading={busy}>
              {t('act.assign')}
            </Button>
          </Menu.Target>
          <Menu.Dropdown mah={300} style={{ overflow: 'auto' }}>
            <Menu.Item onClick={() => void run((r) => desk.change(r.id, { assignee: '' }))}>
              {t('act.nobody')}
            </Menu.Item>
            {colleagues.map((c) => (
              <Menu.Item key={c.id} onClick={() => void run((r) => desk.change(r.id, { assignee: c.email }))}>
                <bdi>{c.name}</bdi>
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
        <Menu closeOnItemClick>
          <Menu.Target>
            <Button variant="outline">{t('act.label')}</Button>
          </Menu.Target>
          <Menu.Dropdown>
            <form
              className={classes.menuForm}
              onSubmit={(e) => {
                e.preventDefault();
                const name = label.trim();
                if (name) void run((r) => desk.change(r.id, { labels: [...new Set([...r.labels, name])] }));
              }}
            >
              <TextInput
                label={t('act.label_name')}
                value={label}
                maxLength={60}
                onChange={(e) => setLabel(e.currentTarget.value)}
                data-autofocus
              />
              <Button type="submit" mt={6} disabled={!label.trim()}>
                {t('act.label_add')}
              </Button>
            </form>
          </Menu.Dropdown>
        </Menu>
        <Button
          variant="outline"
          onClick={() =>
            confirm.ask({
              title: t('bulk.close_title', { count: rows.length }),
              text: t('bulk.close_text'),
              act: t('act.close'),
              run: () => run((r) => desk.status(r.id, 'resolved')),
            })
          }
        >
          {t('act.close')}
        </Button>
        <Button variant="subtle" onClick={onDone}>
          {shell('cancel')}
        </Button>
      </Group>
      {confirm.dialog}
    </div>
  );
}
