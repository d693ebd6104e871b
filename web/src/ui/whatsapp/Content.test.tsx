import { screen } from '@testing-library/react';
import { expect, it } from 'vitest';
import { show } from '../../test/render';
import { Content } from './Content';
import type { WaContent } from './types';

const every: [WaContent, RegExp][] = [
  [{ type: 'text', body: 'Hola *Eva*' }, /Hola/],
  [{ type: 'image', url: 'https://a.example/x.png', filename: 'x.png' }, /x\.png/],
  [{ type: 'location', latitude: -34.6, longitude: -58.4, name: 'Sede' }, /Sede/],
  [{ type: 'contacts', cards: [{ formatted_name: 'Luz', phones: ['+54 9 11'] }] }, /Luz/],
  [{ type: 'button_reply', id: 'a', title: 'Martes' }, /Martes/],
  [{ type: 'form_reply', name: 'Alta', response_json: '{"dni":"30"}' }, /dni/],
  [{ type: 'reaction', target: 'w', emoji: '👍' }, /Reaccionó con 👍/],
  [{ type: 'order', items: [{ product: 'sku-1', quantity: 2, price: '10', currency: 'ARS' }] }, /sku-1/],
  [{ type: 'edit', text: 'corregido' }, /corregido/],
  [{ type: 'revoke' }, /Eliminó/],
  [{ type: 'welcome' }, /Abrió el chat/],
  [
    {
      type: 'template',
      name: 'aviso',
      language: 'es',
      components_json: '[{"type":"body","parameters":[{"type":"text","text":"Eva"}]}]',
    },
    /Eva/,
  ],
  [{ type: 'buttons', body: '¿Día?', buttons: [{ id: 'a', title: 'Lunes' }] }, /Lunes/],
  [
    { type: 'list', body: '¿Hora?', label: 'Horas', sections: [{ rows: [{ id: 'a', title: '16:00' }] }] },
    /16:00/,
  ],
  [{ type: 'cta_url', body: 'Mira', label: 'Abrir sitio', url: 'https://a.example' }, /Abrir sitio/],
  [{ type: 'unsupported', unsupported_type: 'poll' }, /poll/],
];

it.each(every)('shows content of type $type', async (content, words) => {
  await show(<Content content={content} />);
  expect((await screen.findAllByText(words)).length).toBeGreaterThan(0);
});

it('what looks like markup of a page stays text, and a link that runs code is none', async () => {
  const evil = '<img src=x onerror=alert(1)>';
  const { container } = await show(
    <>
      <Content content={{ type: 'text', body: evil }} />
      <Content content={{ type: 'document', url: 'javascript:alert(1)', filename: evil }} />
      <Content content={{ type: 'cta_url', body: evil, label: evil, url: 'javascript:alert(1)' }} />
      <Content content={null} text={evil} />
    </>,
  );
  expect((await screen.findAllByText(evil)).length).toBe(5);
  expect(container.querySelector('img, a')).toBeNull();
});
