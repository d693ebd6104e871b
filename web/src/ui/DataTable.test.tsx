import { cleanup, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, expect, it, vi } from 'vitest';
import { show } from '../test/render';
import { type Column, DataTable } from './DataTable';

afterEach(cleanup);

type Row = { id: string; n: number };
const rows: Row[] = [
  { id: 'a', n: 2 },
  { id: 'b', n: 3 },
  { id: 'c', n: 1 },
];
const columns: Column<Row>[] = [
  { key: 'id', label: 'Nombre', cell: (r) => r.id },
  { key: 'n', label: 'Cuántos', cell: (r) => r.n, number: true, order: (a, b) => a.n - b.n },
];
const names = () =>
  screen
    .getAllByRole('row')
    .slice(1)
    .map((r) => r.getAttribute('data-key'));

it('is walked by arrow keys, and Enter opens the row', async () => {
  const open = vi.fn();
  await show(<DataTable label="Cosas" columns={columns} rows={rows} keyOf={(r) => r.id} onOpen={open} />);
  await screen.findByRole('grid', { name: 'Cosas' });
  const all = screen.getAllByRole('row');
  all[1]?.focus();
  await userEvent.keyboard('{ArrowDown}');
  await vi.waitFor(() => expect(document.activeElement).toBe(all[2]));
  await userEvent.keyboard('{ArrowDown}');
  await vi.waitFor(() => expect(document.activeElement).toBe(all[3]));
  await userEvent.keyboard('{Enter}');
  expect(open).toHaveBeenCalledWith(rows[2]);
});

it('orders by a head, the other way round, and no more', async () => {
  await show(<DataTable label="Cosas" columns={columns} rows={rows} keyOf={(r) => r.id} />);
  const head = await screen.findByRole('button', { name: /Cuántos/ });
  await userEvent.click(head);
  expect(names()).toEqual(['b', 'a', 'c']);
  await userEvent.click(head);
  expect(names()).toEqual(['c', 'a', 'b']);
  await userEvent.click(head);
  expect(names()).toEqual(['a', 'b', 'c']);
});
