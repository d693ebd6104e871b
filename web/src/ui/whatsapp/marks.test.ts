import { describe, expect, it } from 'vitest';
import { safeLink, withLinks } from './links';
import { blocks, type Inline, inlines } from './marks';
import { tame, tameLine } from './tame';

const flat = (of: Inline[]): string =>
  of
    .map((one) => {
      if (one.kind === 'text') return one.text;
      if (one.kind === 'code') return `<c>${one.text}</c>`;
      if (one.kind === 'link') return `<a>${one.text}</a>`;
      return `<${one.kind[0]}>${flat(one.inside)}</${one.kind[0]}>`;
    })
    .join('');

describe('inlines', () => {
  it.each([
    ['*fuerte* y _fino_ y ~no~', '<b>fuerte</b> y <i>fino</i> y <s>no</s>'],
    ['*fuerte y _fino_*', '<b>fuerte y <i>fino</i></b>'],
    ['2*3*4', '2*3*4'],
    ['* no *', '* no *'],
    ['*sin fin', '*sin fin'],
    ['*dos\nlíneas*', '*dos\nlíneas*'],
    ['snake_case_name', 'snake_case_name'],
    ['`*x*`', '<c>*x*</c>'],
    ['mira https://a.example/_x_?b=1.', 'mira <a>https://a.example/_x_?b=1</a>.'],
    ['(https://a.example)', '(<a>https://a.example</a>)'],
    ['eva@example.com', '<a>eva@example.com</a>'],
    ['<img src=x onerror=alert(1)>', '<img src=x onerror=alert(1)>'],
    ['javascript:alert(1)', 'javascript:alert(1)'],
  ])('%s', (written, shown) => {
    expect(flat(inlines(written))).toBe(shown);
  });

  it('takes its time for no text', () => {
    const text = '*_~'.repeat(2000);
    expect(flat(inlines(text)).length).toBeGreaterThan(0);
  });
});

it('blocks: code, lists and quotes stand by themselves', () => {
  const kinds = blocks('Hola\n\n- uno\n- dos\n3. tres\n> dicho\n```a *b*\nc```fin').map((b) => b.kind);
  expect(kinds).toEqual(['lines', 'bullets', 'numbers', 'quote', 'code', 'lines']);
});

describe('links', () => {
  it('lead only where a link may', () => {
    for (const bad of ['javascript:alert(1)', 'data:text/html,x', 'file:///etc/passwd', 'vbscript:x'])
      expect(safeLink(bad)).toBeNull();
    expect(safeLink('https://example.com/a')).toEqual({ href: 'https://example.com/a', host: '' });
  });

  it('tell the host when letters of another script, or a name before the @, pretend one', () => {
    expect(safeLink('https://аpple.com')?.host).toBe('xn--pple-43d.com');
    expect(safeLink('https://bank.example@evil.example/')?.host).toBe('evil.example');
  });

  it('leave no character out', () => {
    const text = 'a https://b.example/c, d mailto:e@f.example!';
    expect(
      withLinks(text)
        .map((p) => p.text)
        .join(''),
    ).toBe(text);
  });
});

describe('tame', () => {
  it('takes out what turns the direction, and hidden runs, but leaves families together', () => {
    expect(tame('invoice\u202Egpj.exe')).toBe('invoicegpj.exe');
    expect(tame('a\u200b\u200b\u200bb')).toBe('ab');
    expect(tame('👨‍👩‍👧')).toBe('👨‍👩‍👧');
    expect(tameLine(' Eva\n  Paz\u0000 ')).toBe('Eva Paz');
    expect(tame(`a${'\u0301'.repeat(50)}`)).toHaveLength(5);
  });
});
