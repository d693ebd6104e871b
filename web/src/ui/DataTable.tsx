import { UnstyledButton } from '@mantine/core';
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, type ReactNode, useRef, useState } from 'react';
import classes from './DataTable.module.css';

export type Column<T> = {
  key: string;
  label: string;
  cell: (row: T) => ReactNode;
  /** Stands to the right, with digits of one width. */
  number?: boolean;
  /** In pixels; columns without one share what is left, and cut what is too long. */
  width?: number;
  /** Says how rows are ordered when this head is chosen. */
  order?: (a: T, b: T) => number;
};

type Sort = { key: string; down: boolean };

/** Rows beyond so many are drawn only where they can be seen. */
const drawn_at_once = 100;

/**
 * A list of the machine: rows of 32 pixels under a head that stays. Arrow keys go from row to row, Enter opens one.
 * @param onOpen called with the row that was chosen by a click or by Enter; without it rows cannot be chosen
 * @param pulse how often a row has changed: it lights up once whenever that grows
 */
export function DataTable<T>({
  label,
  columns,
  rows,
  keyOf,
  onOpen,
  selected,
  pulse,
  height = 32,
  empty,
  foot,
  minWidth,
}: {
  /** What the rows are, for who cannot see them. */
  label: string;
  columns: readonly Column<T>[];
  rows: readonly T[];
  keyOf: (row: T) => string;
  onOpen?: (row: T) => void;
  selected?: string | null;
  pulse?: (row: T) => number;
  height?: number;
  empty?: ReactNode;
  foot?: ReactNode;
  minWidth?: number;
}) {
  const frame = useRef<HTMLDivElement>(null);
  const [sort, setSort] = useState<Sort | null>(null);
  const [at, setAt] = useState(0);
  const shown = sorted(rows, columns, sort);
  const virtual = shown.length > drawn_at_once;
  const virtualizer = useVirtualizer({
    count: virtual ? shown.length : 0,
    getScrollElement: () => frame.current,
    estimateSize: () => height,
    overscan: 12,
  });
  const window = virtual ? virtualizer.getVirtualItems() : [];
  const from = virtual ? (window[0]?.index ?? 0) : 0;
  const to = virtual ? (window[window.length - 1]?.index ?? -1) + 1 : shown.length;
  const here = Math.min(Math.max(at, 0), shown.length - 1);
  /** The row that Tab comes to: one that is drawn. */
  const stop = here >= from && here < to ? here : from;

  const focus = (index: number) => {
    setAt(index);
    if (virtual) virtualizer.scrollToIndex(index);
    requestAnimationFrame(() =>
      frame.current?.querySelector<HTMLElement>(`[data-index="${index}"]`)?.focus({ preventScroll: virtual }),
    );
  };
  const onKeyDown = (event: KeyboardEvent, row: T, index: number) => {
    if (event.target !== event.currentTarget) return;
    const last = shown.length - 1;
    const steps: Record<string, number> = {
      ArrowDown: Math.min(index + 1, last),
      ArrowUp: Math.max(index - 1, 0),
      Home: 0,
      End: last,
      PageDown: Math.min(index + 15, last),
      PageUp: Math.max(index - 15, 0),
    };
    const next = steps[event.key];
    if (next !== undefined) {
      event.preventDefault();
      focus(next);
    } else if ((event.key === 'Enter' || event.key === ' ') && onOpen) {
      event.preventDefault();
      onOpen(row);
    }
  };

  return (
    <div className={classes.frame} ref={frame}>
      <table
        className={classes.table}
        // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: its rows are chosen by arrow keys
        role="grid"
        aria-label={label}
        aria-rowcount={shown.length + 1}
        style={{ minWidth }}
      >
        <thead>
          <tr>
            {columns.map((c) => (
              <Head key={c.key} column={c} sort={sort} onSort={setSort} />
            ))}
          </tr>
        </thead>
        <tbody>
          <Gap rows={from} height={height} columns={columns.length} />
          {shown.slice(from, to).map((row, i) => {
            const index = from + i;
            const key = keyOf(row);
            const changes = pulse?.(row) ?? 0;
            const lit = changes === 0 ? '' : changes % 2 ? classes.odd : classes.even;
            return (
              <tr
                key={key}
                className={onOpen ? `${classes.row} ${classes.open}` : classes.row}
                data-index={index}
                data-key={key}
                data-changes={pulse && changes}
                aria-rowindex={index + 2}
                aria-selected={onOpen ? key === selected : undefined}
                tabIndex={index === stop ? 0 : -1}
                onClick={onOpen && (() => onOpen(row))}
                onFocus={() => setAt(index)}
                onKeyDown={(event) => onKeyDown(event, row, index)}
              >
                {columns.map((c) => (
                  <td
                    key={c.key}
                    className={[classes.cell, lit].join(' ')}
                    data-number={c.number || undefined}
                    data-fit={c.width ? true : undefined}
                    style={height === 32 ? undefined : { height }}
                  >
                    {c.cell(row)}
                  </td>
                ))}
              </tr>
            );
          })}
          <Gap rows={shown.length - to} height={height} columns={columns.length} />
        </tbody>
      </table>
      {shown.length === 0 && empty}
      {foot}
    </div>
  );
}

function sorted<T>(rows: readonly T[], columns: readonly Column<T>[], sort: Sort | null): readonly T[] {
  const order = sort && columns.find((c) => c.key === sort.key)?.order;
  if (!order) return rows;
  return [...rows].sort((a, b) => (sort.down ? order(b, a) : order(a, b)));
}

function Head<T>({
  column,
  sort,
  onSort,
}: {
  column: Column<T>;
  sort: Sort | null;
  onSort: (sort: Sort | null) => void;
}) {
  const mine = sort?.key === column.key ? sort : null;
  const Arrow = mine?.down === false ? IconArrowUp : IconArrowDown;
  return (
    <th
      className={classes.head}
      scope="col"
      data-number={column.number || undefined}
      style={{ width: column.width }}
      aria-sort={mine ? (mine.down ? 'descending' : 'ascending') : undefined}
    >
      {column.order ? (
        <UnstyledButton
          className={classes.sort}
          onClick={() =>
            onSort(mine ? (mine.down ? { ...mine, down: false } : null) : { key: column.key, down: true })
          }
        >
          {column.label} {mine && <Arrow size={12} aria-hidden="true" />}
        </UnstyledButton>
      ) : (
        column.label
      )}
    </th>
  );
}

/** The room of rows that are not drawn. */
function Gap({ rows, height, columns }: { rows: number; height: number; columns: number }) {
  if (rows <= 0) return null;
  return (
    // biome-ignore lint/a11y/noAriaHiddenOnFocusable: nothing in it takes the focus
    <tr className={classes.gap} aria-hidden="true" style={{ height: rows * height }}>
      <td colSpan={columns} />
    </tr>
  );
}
