import { Button, Stack } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { IconMessageBolt, IconSelect } from '@tabler/icons-react';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { lazy, Suspense, useCallback, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useKeys } from '../../shell/keys';
import { Screen } from '../../ui/Screen';
import { Empty, Loading } from '../../ui/states';
import classes from './inbox.module.css';
import { FilterBox } from './list/FilterBox';
import { List } from './list/List';
import { useConversations } from './list/useConversations';
import { Views } from './list/Views';
import { useMayWrite } from './useDesk';
import { type Filter, filterOf, searchOf } from './views';

// The list stands first: what a conversation needs comes when one is opened.
const Opened = lazy(() => import('./Opened').then((m) => ({ default: m.Opened })));
const BulkBar = lazy(() => import('./list/BulkBar').then((m) => ({ default: m.BulkBar })));
const CannedDialog = lazy(() => import('./composer/CannedDialog').then((m) => ({ default: m.CannedDialog })));

const placeOf = (id: string) => (id ? { to: '/inbox/$id', params: { id } } : { to: '/inbox' });

/** Where people answer: the list of conversations, the one that is open, and what is known of the customer. */
export default function Inbox() {
  const { t } = useTranslation('inbox');
  const go = useNavigate();
  const search = useSearch({ strict: false });
  const { id = '' } = useParams({ strict: false }) as { id?: string };
  const filter = useMemo(() => filterOf(search), [search]);
  const narrow = Boolean(useMediaQuery('(max-width: 48em)'));
  const may = useMayWrite();
  const list = useConversations(filter);
  const [marked, setMarked] = useState<ReadonlySet<string>>(new Set());
  const [marking, setMarking] = useState(false);
  const [canned, setCanned] = useState(false);
  const order = useRef<string[]>([]);
  const onOrder = useCallback((ids: string[]) => {
    order.current = ids;
  }, []);
  const kept = searchOf(filter);
  const open = useCallback(
    (next: string) => {
      void go({ ...placeOf(next), search: true } as unknown as Parameters<typeof go>[0]);
    },
    [go],
  );
  const narrowTo = (next: Filter) => {
    setMarked(new Set());
    void go({ ...placeOf(id), search: searchOf(next), replace: true } as unknown as Parameters<typeof go>[0]);
  };
  const step = (by: 1 | -1, waiting = false) => {
    const at = order.current.indexOf(id);
    for (let i = at + by; i >= 0 && i < order.current.length; i += by) {
      const next = order.current[i] as string;
      if (waiting && !list.rows.find((r) => r.id === next)?.waiting_since) continue;
      return open(next);
    }
  };
  const onMark = useCallback((which: string, on: boolean) => {
    setMarked((before) => {
      const next = new Set(before);
      if (on) next.add(which);
      else next.delete(which);
      return next;
    });
  }, []);
  const chosen = list.rows.filter((r) => marked.has(r.id));
  const unread = list.rows.filter((r) => r.unread > 0).length;
  return (
    <Screen
      title={unread > 0 ? t('title_unread', { count: unread }) : t('title')}
      padded={false}
      actions={
        <>
          {may && !(narrow && id) && (
            <Button
              variant="default"
              leftSection={<IconSelect size={15} />}
              aria-pressed={marking}
              onClick={() => {
                setMarking(!marking);
                setMarked(new Set());
              }}
            >
              {t('bulk.choose')}
            </Button>
          )}
          {!narrow && (
            <Button
              variant="default"
              leftSection={<IconMessageBolt size={15} />}
              onClick={() => setCanned(true)}
            >
              {t('canned.title')}
            </Button>
          )}
        </>
      }
    >
      {(!narrow || !id) && (
        <section className={classes.list} aria-label={t('list.section')}>
          <Stack gap={8} className={classes.listHead}>
            <FilterBox filter={filter} onChange={narrowTo} />
            <Views value={filter.view} onChange={(view) => narrowTo({ ...filter, view })} />
          </Stack>
          {chosen.length > 0 && (
            <Suspense fallback={null}>
              <BulkBar
                rows={chosen}
                onDone={() => {
                  setMarked(new Set());
                  setMarking(false);
                }}
              />
            </Suspense>
          )}
          <List
            list={list}
            filter={filter}
            open={id}
            marked={marked}
            onMark={may && marking ? onMark : null}
            onOpen={open}
            onOrder={onOrder}
          />
        </section>
      )}
      {id ? (
        <Suspense fallback={<Loading rows={6} height={64} />}>
          <Opened
            id={id}
            row={list.rows.find((r) => r.id === id)}
            narrow={narrow}
            onLeave={() => open('')}
            walk={{
              next: () => step(1),
              previous: () => step(-1),
              nextWaiting: () => step(1, true),
              previousWaiting: () => step(-1, true),
            }}
          />
        </Suspense>
      ) : (
        !narrow && (
          <NothingOpen first={() => open(order.current[0] ?? '')} searching={Object.keys(kept).length > 0} />
        )
      )}
      {canned && (
        <Suspense fallback={null}>
          <CannedDialog onClose={() => setCanned(false)} />
        </Suspense>
      )}
    </Screen>
  );
}

function NothingOpen({ first, searching }: { first: () => void; searching: boolean }) {
  const { t } = useTranslation('inbox');
  useKeys({ j: first, 'Alt+j': first });
  return (
    <div className={classes.middle}>
      <Empty title={t('nothing_open')}>{t(searching ? 'nothing_open_search' : 'nothing_open_hint')}</Empty>
    </div>
  );
}
