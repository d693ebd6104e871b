import { Button, Group, Text, Title } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { csvOf, download, type Row } from '../../ui/csv';
import classes from './Dashboard.module.css';

/** A chart, the same as a table, and the same as a file. `rows`: the head first. */
export function Chart({
  title,
  name,
  rows,
  empty,
  children,
  actions,
}: {
  title: string;
  /** Of the file. */
  name: string;
  rows: readonly Row[];
  /** Why there is nothing, when there is nothing. */
  empty: string | null;
  children: ReactNode;
  actions?: ReactNode;
}) {
  const { t } = useTranslation('dashboard');
  const [table, setTable] = useState(false);
  return (
    <section className={classes.chart} aria-label={title}>
      <div className={classes.head}>
        <Title order={2}>{title}</Title>
        <Group gap="xs">
          {actions}
          {!empty && (
            <>
              <Button variant="subtle" aria-pressed={table} onClick={() => setTable(!table)}>
                {t('as_table')}
              </Button>
              <Button variant="subtle" onClick={() => download(`${name}.csv`, csvOf(rows))}>
                CSV
              </Button>
            </>
          )}
        </Group>
      </div>
      {empty ? (
        <Text size="sm" c="dimmed" py="xl" ta="center">
          {empty}
        </Text>
      ) : table ? (
        <AsTable rows={rows} />
      ) : (
        children
      )}
    </section>
  );
}

function AsTable({ rows }: { rows: readonly Row[] }) {
  const [head = [], ...body] = rows;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keys
    <div className={classes.table} tabIndex={0}>
      <table>
        <thead>
          <tr>
            {head.map((cell) => (
              <th key={cell} scope="col">
                {cell}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {body.map((row, i) => (
            <tr key={`${i}${row[0]}`}>
              {row.map((cell, j) => (
                <td key={`${head[j]}`}>{cell ?? '—'}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
