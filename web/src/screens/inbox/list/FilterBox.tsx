import { ActionIcon, Group, Menu, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { IconArrowsSort, IconSearch, IconX } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useKeys } from '../../../shell/keys';
import { type Filter, lineOf, readLine } from '../views';

/** `label:vip channel:wa_main Eva`: what is typed is what stands in the address. */
export function FilterBox({ filter, onChange }: { filter: Filter; onChange: (next: Filter) => void }) {
  const { t } = useTranslation('inbox');
  const box = useRef<HTMLInputElement>(null);
  const line = lineOf(filter);
  const [text, setText] = useState(line);
  const typing = useRef(false);
  useEffect(() => {
    if (!typing.current) setText(line);
  }, [line]);
  const apply = useDebouncedCallback((next: string) => {
    typing.current = false;
    onChange(readLine(next, filter));
  }, 250);
  const type = (next: string) => {
    typing.current = true;
    setText(next);
    apply(next);
  };
  useKeys({ '/': () => box.current?.focus() });
  return (
    <Group gap={6} wrap="nowrap">
      <TextInput
        ref={box}
        flex={1}
        size="xs"
        type="search"
        aria-label={t('filter.label')}
        placeholder={t('filter.hint')}
        value={text}
        onChange={(e) => type(e.currentTarget.value)}
        leftSection={<IconSearch size={14} aria-hidden="true" />}
        rightSection={
          text !== '' && (
            <ActionIcon variant="subtle" aria-label={t('filter.clear')} onClick={() => type('')}>
              <IconX size={14} />
            </ActionIcon>
          )
        }
      />
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon
            variant="default"
            size={30}
            aria-label={t(`sort.${filter.sort}`)}
            title={t('sort.label')}
          >
            <IconArrowsSort size={16} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Label>{t('sort.label')}</Menu.Label>
          {(['activity', 'waiting'] as const).map((sort) => (
            <Menu.Item
              key={sort}
              onClick={() => onChange({ ...filter, sort })}
              fw={filter.sort === sort ? 620 : 450}
            >
              {t(`sort.${sort}`)}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
    </Group>
  );
}
