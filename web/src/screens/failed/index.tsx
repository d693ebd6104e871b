import { Badge, SegmentedControl } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { api, ask } from '../../api/client';
import { useMay } from '../../api/session';
import { useLive } from '../../live/hooks';
import { useAddress } from '../../ui/address';
import { useConfirm } from '../../ui/confirm';
import { type Column, DataTable } from '../../ui/DataTable';
import { More } from '../../ui/More';
import { type Page, usePages } from '../../ui/pages';
import { Screen } from '../../ui/Screen';
import { Empty, Loaded } from '../../ui/states';
import { When } from '../../ui/When';
import classes from './Failed.module.css';
import { Groups } from './Groups';
import { LetterPanel } from './LetterPanel';
import { RedriveAll } from './RedriveAll';
import { canRedrive, type Group, groupKey, type Letter, states } from './types';

export default function Failed() {
  const { t } = useTranslation('failed');
  const [address, go] = useAddress();
  const { ask: question, dialog } = useConfirm();
  const may = useMay('dead-letters:write');
  const columns = useColumns();
  const live = useLive<Group>('dlq.groups');
  const groups = useMemo(() => [...live.rows.values()].sort((a, b) => b.count - a.count), [live.rows]);
  const state = states.find((s) => s === address.state) ?? 'open';
  const group = state === 'open' ? (address.group ?? null) : null;
  const pages = useLetters(state, live.seq);
  const count = groups
    .filter((g) => g.kind !== 'outbox' && (group === null || groupKey(g) === group))
    .reduce((sum, g) => sum + g.count, 0);

  return (
    <Screen
      title={t('title')}
      padded={false}
      actions={
        <SegmentedControl
          size="xs"
          aria-label={t('column.state')}
          value={state}
          onChange={(next) => go({ state: next === 'open' ? '' : next, group: '', letter: '' })}
          data={states.map((s) => ({ value: s, label: t(`states.${s}`) }))}
        />
      }
    >
      <div className={classes.split}>
        {state === 'open' && (
          <Groups groups={groups} chosen={group} onChoose={(key) => go({ group: key ?? '', letter: '' })} />
        )}
        <div className={classes.column}>
          {state === 'open' && (
            <div className={classes.tools}>
              {may ? <RedriveAll group={group} count={count} onAsk={question} /> : t('may_not')}
            </div>
          )}
          <Loaded query={pages.query}>
            {(all) => (
              <DataTable
                label={t('title')}
                columns={columns}
                rows={group === null ? all : all.filter((l) => groupKey(l) === group)}
                keyOf={(l) => String(l.id)}
                selected={address.letter ?? null}
                onOpen={(l) => go({ letter: String(l.id) })}
                minWidth={640}
                empty={<Empty title={t(`none.${state}`)}>{state === 'open' ? t('none_hint') : null}</Empty>}
                foot={<More pages={pages} />}
              />
            )}
          </Loaded>
        </div>
      </div>
      {address.letter && (
        <LetterPanel
          key={address.letter}
          id={address.letter}
          onAsk={question}
          onClose={() => go({ letter: '' })}
        />
      )}
      {dialog}
    </Screen>
  );
}

/** The letters of a state, read anew when the groups have changed. */
function useLetters(state: string, change: number) {
  const client = useQueryClient();
  useEffect(() => {
    void client.invalidateQueries({ queryKey: ['letters', 'list'] });
  }, [client, change]);
  return usePages<Letter>(
    ['letters', 'list', state],
    (after) =>
      ask(api.GET('/api/v1/dead-letters', { params: { query: { state, limit: 100, after } } })) as Promise<
        Page<Letter>
      >,
  );
}

function useColumns(): Column<Letter>[] {
  const { t } = useTranslation('failed');
  return [
    { key: 'at', label: t('column.at'), width: 90, cell: (l) => <When at={l.at} /> },
    {
      key: 'kind',
      label: t('column.kind'),
      width: 150,
      cell: (l) => t(`kind.${l.kind}`, { defaultValue: l.kind }),
    },
    {
      key: 'reason',
      label: t('column.reason'),
      width: 190,
      cell: (l) => t(`why.${l.reason.replaceAll('.', '_')}`, { defaultValue: l.reason }),
    },
    { key: 'error', label: t('column.error'), cell: (l) => <bdi>{l.error}</bdi> },
    {
      key: 'state',
      label: t('column.state'),
      width: 110,
      cell: (l) => (
        <Badge color={l.state === 'open' ? (canRedrive(l) ? 'bad' : 'warn') : 'customer'}>
          {t(`state.${l.state}`)}
        </Badge>
      ),
    },
  ];
}
