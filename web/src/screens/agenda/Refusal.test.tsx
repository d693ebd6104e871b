import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it, vi } from 'vitest';
import { Problem } from '../../api/problem';
import { show } from '../../test/render';
import { Refusal } from './Refusal';

const zone = 'America/Argentina/Buenos_Aires';
const span = { starts_at: '2026-11-23T13:00:00Z', ends_at: '2026-11-23T13:30:00Z' };

it('a taken place names who has it, in the zone of the organisation', async () => {
  const error = new Problem(409, {
    conflict: { id: '1', title: '<b>Control</b>', contact_name: 'Luis Mar', ...span },
  });
  await show(<Refusal error={error} zone={zone} onAnyway={() => {}} />);
  expect(await screen.findByText('«<b>Control</b>» (Luis Mar), lun, 23 nov, 10:00–10:30.')).toBeVisible();
});

it('who was slower sees how it is now, and goes on from there', async () => {
  const theirs = { id: '1', title: 'Otro', status: 'confirmed', revision: 3, ...span };
  const taken = vi.fn();
  await show(
    <Refusal
      error={new Problem(409, { current: theirs })}
      zone={zone}
      onAnyway={() => {}}
      onTheirs={taken}
    />,
  );
  expect(await screen.findByText(/«Otro», .* Confirmado/)).toBeVisible();
  await userEvent.click(screen.getByRole('button', { name: 'Seguir desde como está ahora' }));
  expect(taken).toHaveBeenCalledWith(theirs);
});

it('a closed hour is asked about', async () => {
  const anyway = vi.fn();
  const error = new Problem(422, {
    errors: [{ field: 'starts_at', reason: 'outside_hours', hint: 'closed' }],
  });
  await show(<Refusal error={error} zone={zone} onAnyway={anyway} />);
  await userEvent.click(await screen.findByRole('button', { name: 'Reservar igual' }));
  expect(anyway).toHaveBeenCalledOnce();
});
