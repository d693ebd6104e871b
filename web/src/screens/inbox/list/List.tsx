import { Button } from '@mantine/core';
import { IconArrowUp } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Problem } from '../../../api/problem';
import { useMay } from '../../../api/session';
import { useLiveState } from '../../../live/hooks';
import { ProblemNote } from '../../../ui/ProblemNote';
import { Empty, Loading } from '../../../ui/states';
import shared from '../inbox.module.css';
import type { Filter } from '../views';
import classes from './list.module.css';
import { Row } from './Row';
import type { useConversations } from './useConversations';
import { useHeld } from './useHeld';

const row_px = 76;

type Props = {
  list: ReturnType<typeof useConversations>;
  filter: Filter;
  open: string;
  marked: ReadonlySet<string>;
  onMark: ((id: string, on: boolean) => void) | null;
  onOpen: (id: string) => void;
  /** Told the order that is shown: J and K walk along it. */
  onOrder: (ids: string[]) => void;
};

/** The rows, only those drawn that can be seen. */
export function List({ list, filter, open, marked, onMark, onOpen, onOrder }: Props) {
  const { t } = useTranslation('inbox');
  const scroller = useRef<HTMLDivElement>(null);
  const [scrolled, setScrolled] = useState(false);
  const state = useLiveState();
  const held = useHeld(list.rows, scrolled, JSON.stringify(filter));
  const rows = held.rows;
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => row_px,
    overscan: 8,
    getItemKey: (i) => rows[i]?.id ?? i,
  });
  const items = virtual.getVirtualItems();
  const last = items.at(-1)?.index ?? 0;
  const { hasMore, more } = list;
  useEffect(() => {
    if (hasMore && last >= rows.length - 20) more();
  });
  const order = rows.map((r) => r.id).join();
  useEffect(() => onOrder(order.split(',').filter(Boolean)), [order, onOrder]);
  const at = rows.findIndex((r) => r.id === open);
  useEffect(() => {
    if (at >= 0) virtual.scrollToIndex(at, { align: 'auto' });
  }, [open]);
  if (list.refused)
    return (
      <div className={shared.pad}>
        <ProblemNote
          error={new Problem(list.refused === 'forbidden' ? 403 : 400, { detail: list.refused })}
        />
      </div>
    );
  if (!list.loaded) return <Loading rows={8} height={row_px} />;
  return (
    <div className={classes.listBox} data-stale={state === 'reconnecting' || undefined}>
      {held.waiting > 0 && (
        <Button
          className={classes.pill}
          size="compact-sm"
          leftSection={<IconArrowUp size={14} />}
          onClick={() => {
            held.release();
            scroller.current?.scrollTo({ top: 0 });
          }}
        >
          {t('list.new', { count: held.waiting })}
        </Button>
      )}
      <section
        ref={scroller}
        className={classes.scroller}
        aria-label={t('list.label')}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls can be scrolled by keys
        tabIndex={0}
        onScroll={(e) => setScrolled(e.currentTarget.scrollTop > 8)}
        onPointerMove={held.pointed}
        data-testid="conversations"
      >
        {rows.length === 0 ? (
          <NoRows filter={filter} />
        ) : (
          <div className={classes.rows} style={{ height: virtual.getTotalSize() }}>
            {items.map((item) => {
              const row = rows[item.index];
              return row ? (
                <div
                  key={item.key}
                  className={classes.rowPlace}
                  style={{ transform: `translateY(${item.start}px)` }}
                >
                  <Row
                    of={row}
                    active={row.id === open}
                    touched={list.touched.has(row.id)}
                    marked={marked.has(row.id)}
                    onMark={onMark}
                    onOpen={onOpen}
                  />
                </div>
              ) : null;
            })}
          </div>
        )}
        {list.error ? (
          <div className={shared.pad}>
            <ProblemNote error={list.error} onRetry={list.more} />
          </div>
        ) : null}
      </section>
    </div>
  );
}

function NoRows({ filter }: { filter: Filter }) {
  const { t } = useTranslation('inbox');
  const simulate = useMay('simulate');
  const narrowed = filter.q || filter.channel || filter.label || filter.assignee;
  if (narrowed) return <Empty title={t('list.no_match')}>{t('list.no_match_hint')}</Empty>;
  return (
    <Empty title={t(`empty.${filter.view}`)}>
      {simulate && filter.view === 'all' && (
        <Link className={classes.link} to={'/simulator' as '/inbox'}>
          {t('empty.simulate')}
        </Link>
      )}
    </Empty>
  );
}
