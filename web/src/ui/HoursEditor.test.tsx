import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';
import { expect, it } from 'vitest';
import { show } from '../test/render';
import { HoursEditor } from './HoursEditor';

function Held({ first }: { first: string }) {
  const [text, setText] = useState(first);
  return (
    <>
      <HoursEditor value={text} onChange={setText} always="Siempre." />
      <output>{text}</output>
    </>
  );
}

it('hours are switched on, given to a day and taken from another', async () => {
  await show(<Held first="" />);
  expect(await screen.findByText('Siempre.')).toBeVisible();
  await userEvent.click(screen.getByRole('switch', { name: /^Con horario/ }));
  await userEvent.click(screen.getByRole('button', { name: 'Agregar un horario: sábado' }));
  await userEvent.click(screen.getByRole('button', { name: 'lunes: quitar este horario' }));
  expect(screen.getByRole('status')).toHaveTextContent('tue-sat 09:00-18:00');
});

it('what a week cannot show is edited as the text that it is', async () => {
  await show(<Held first="whenever" />);
  expect(await screen.findByRole('textbox', { name: 'Horario, como texto' })).toHaveValue('whenever');
});
