import { ActionIcon, Group, Text, TextInput } from '@mantine/core';
import { IconChevronDown, IconChevronUp, IconX } from '@tabler/icons-react';
import { useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { find } from '../model/walk';
import { useEditor } from './context';
import classes from './Editor.module.css';

/** Finds steps by what they say; Enter goes to the next one. */
export function FindBox({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('flows');
  const { t: shell } = useTranslation();
  const { graph, goTo } = useEditor();
  const [text, setText] = useState('');
  const [at, setAt] = useState(0);
  const found = useMemo(() => find(graph, text), [graph, text]);
  const go = (n: number) => {
    if (found.length === 0) return;
    const to = (n + found.length) % found.length;
    setAt(to);
    goTo(found[to] ?? '');
  };
  useEffect(() => go(0), [text]);
  return (
    <Group className={classes.find} gap={4} wrap="nowrap" role="search">
      <TextInput
        autoFocus
        size="xs"
        aria-label={t('tool.find')}
        placeholder={t('tool.find')}
        value={text}
        onChange={(e) => setText(e.currentTarget.value)}
        onKeyDown={(e) => {
          if (e.key === 'Enter') go(e.shiftKey ? at - 1 : at + 1);
          if (e.key === 'Escape') onClose();
        }}
      />
      <Text size="xs" c="dimmed" role="status" miw={44}>
        {text.trim() === '' ? '' : found.length === 0 ? t('find.nothing') : `${at + 1}/${found.length}`}
      </Text>
      <ActionIcon variant="subtle" aria-label={t('find.previous')} onClick={() => go(at - 1)}>
        <IconChevronUp size={15} />
      </ActionIcon>
      <ActionIcon variant="subtle" aria-label={t('find.next')} onClick={() => go(at + 1)}>
        <IconChevronDown size={15} />
      </ActionIcon>
      <ActionIcon variant="subtle" aria-label={shell('close')} onClick={onClose}>
        <IconX size={15} />
      </ActionIcon>
    </Group>
  );
}
