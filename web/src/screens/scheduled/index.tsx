import { ActionIcon, Anchor, Group, Text, Tooltip } from '@mantine/core';
import { IconPlayerPlay, IconTrash } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { api, ask } from '../../api/client';
import type { components } from '../../api/schema';
import { useMay } from '../../api/session';
import { useServerNow } from '../../live/hooks';
import { useAct } from '../../ui/act';
import { type Question, useConfirm } from '../../ui/confirm';
import { type Column, DataTable } from '../../ui/DataTable';
import { useFormat } from '../../ui/format';
import { More } from '../../ui/More';
import { type Page, usePages } from '../../ui/pages';
import { Screen } from '../../ui/Screen';
import { Empty, Loaded } from '../../ui/states';
import { useContactNames } from '../../ui/useContactNames';

type Timer = Required<NonNullable<components['schemas']['timers']['items']>[number]>;

const list = ['timers'];

/** Everything that will happen by itself: when, to whom, and how to stop it or have it now. */
export default function Scheduled() {
  const { t } = useTranslation('scheduled');
  const may = useMay('conversations:write');
  const { ask: question, dialog } = useConfirm();
  const pages = usePages<Timer>(
    list,
    (after) =>
      ask(api.GET('/api/v1/timers', { params: { query: { limit: 100, after } } })) as Promise<Page<Timer>>,
    { every_ms: 5000 },
  );
  const columns = useColumns(may ? question : undefined);
  return (
    <Screen title={t('title')} padded={false}>
      <Loaded query={pages.query}>
        {(timers) => (
          <DataTable
            label={t('title')}
            columns={columns}
            rows={timers}
            keyOf={(timer) => `${timer.conversation_id} ${timer.key}`}
            minWidth={860}
            empty={<Empty title={t('none')}>{t('none_hint')}</Empty>}
            foot={
              <>
                <More pages={pages} />
                {!may && (
                  <Text size="sm" p="md">
                    {t('may_not')}
                  </Text>
                )}
              </>
            }
          />
        )}
      </Loaded>
      {dialog}
    </Screen>
  );
}

function useColumns(question: ((q: Question) => void) | undefined): Column<Timer>[] {
  const { t } = useTranslation('scheduled');
  const format = useFormat();
  const now = useServerNow(1000);
  const names = useContactNames();
  const acts = useTimerActs();
  const all: Column<Timer>[] = [
    { key: 'due', label: t('due'), width: 190, cell: (timer) => format.moment(timer.due) },
    {
      key: 'left',
      label: t('left'),
      width: 130,
      number: true,
      cell: (timer) => {
        const rest = Date.parse(timer.due) - now;
        return rest <= 0 ? t('now') : format.left(rest);
      },
    },
    {
      key: 'kind',
      label: t('kind'),
      width: 240,
      cell: (timer) => t(`kinds.${timer.kind}`, { defaultValue: timer.kind }),
    },
    {
      key: 'conversation',
      label: t('conversation'),
      cell: (timer) => (
        <Anchor component={Link} to={`/inbox/${timer.conversation_id}`} size="sm">
          <bdi>{names.get(timer.conversation_id) ?? timer.conversation_id}</bdi>
        </Anchor>
      ),
    },
    { key: 'key', label: t('name'), cell: (timer) => <span className="mono">{timer.key}</span> },
    {
      key: 'acts',
      label: t('acts'),
      width: 90,
      cell: (timer) => (
        <Group gap={4} wrap="nowrap">
          <Tooltip label={t('run')}>
            <ActionIcon
              variant="subtle"
              aria-label={t('run')}
              onClick={() =>
                question?.({
                  title: t('run_title'),
                  text: t(`run_text.${timer.kind}`, { defaultValue: t('run_text.wait') }),
                  act: t('run'),
                  run: () => acts.run.mutate(timer),
                })
              }
            >
              <IconPlayerPlay size={16} />
            </ActionIcon>
          </Tooltip>
          <Tooltip label={timer.kind === 'hand_back' ? t('keep_hint') : t('cancel')}>
            <ActionIcon
              variant="subtle"
              color="bad"
              aria-label={t('cancel')}
              disabled={timer.kind === 'hand_back'}
              onClick={() =>
                question?.({
                  title: t('cancel_title'),
                  text: t(`cancel_text.${timer.kind}`, { defaultValue: t('cancel_text.wait') }),
                  act: t('cancel'),
                  danger: true,
                  run: () => acts.cancel.mutate(timer),
                })
              }
            >
              <IconTrash size={16} />
            </ActionIcon>
          </Tooltip>
        </Group>
      ),
    },
  ];
  return question ? all : all.filter((c) => c.key !== 'acts');
}

function useTimerActs() {
  const { t } = useTranslation('scheduled');
  const params = (timer: Timer) => ({ path: { id: timer.conversation_id, key: timer.key } });
  const cancel = useAct(
    (timer: Timer) => ask(api.DELETE('/api/v1/timers/{id}/{key}', { params: params(timer) })),
    { renews: [list], done: t('cancelled'), what: t('cancel_failed') },
  );
  const run = useAct(
    (timer: Timer) => ask(api.POST('/api/v1/timers/{id}/{key}/run', { params: params(timer) })),
    { renews: [list], done: t('ran'), what: t('run_failed') },
  );
  return { cancel, run };
}
