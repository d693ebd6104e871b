import { fireEvent, render } from '@testing-library/react';
import { expect, it, vi } from 'vitest';
import { useKeySequence, useKeys } from './keys';

function Listening({ acts }: { acts: Record<string, () => void> }) {
  useKeySequence('g', { t: () => acts.go?.() });
  useKeys({ t: () => acts.plain?.(), 'mod+k': () => acts.search?.() });
  return <input aria-label="text" />;
}

it('a letter is the second of two keys only when the first came before it, even in a page just opened', () => {
  const acts = { go: vi.fn(), plain: vi.fn(), search: vi.fn() };
  render(<Listening acts={acts} />);
  fireEvent.keyDown(document.body, { key: 't' });
  expect(acts.go).not.toHaveBeenCalled();
  expect(acts.plain).toHaveBeenCalledOnce();
  fireEvent.keyDown(document.body, { key: 'g' });
  fireEvent.keyDown(document.body, { key: 't' });
  expect(acts.go).toHaveBeenCalledOnce();
  expect(acts.plain).toHaveBeenCalledOnce();
});

it('letters are letters while one writes or composes; combinations are not', () => {
  const acts = { go: vi.fn(), plain: vi.fn(), search: vi.fn() };
  const { getByLabelText } = render(<Listening acts={acts} />);
  const field = getByLabelText('text');
  fireEvent.keyDown(field, { key: 't' });
  fireEvent.keyDown(document.body, { key: 't', isComposing: true });
  expect(acts.plain).not.toHaveBeenCalled();
  fireEvent.keyDown(field, { key: 'k', ctrlKey: true });
  expect(acts.search).toHaveBeenCalledOnce();
});
