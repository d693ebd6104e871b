import { Button, Group, Select, Stack, Textarea, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Problem } from '../../api/problem';
import { Buttons } from './Buttons';
import { bodyFault, fieldOf, nextVariable } from './draft';
import { type Category, categories, type Draft, type HeaderFormat, headerFormats, limits } from './types';

/** Lower-case letters, digits and _: what WhatsApp takes as a name. */
export const asName = (typed: string): string =>
  typed
    .toLowerCase()
    .normalize('NFD')
    .replaceAll(/[\u0300-\u036f]/g, '')
    .replaceAll(/[^a-z0-9_]+/g, '_');

type Of = {
  draft: Draft;
  set: (change: Partial<Draft>) => void;
  problem: Problem | null;
};

function Identity({
  draft,
  set,
  problem,
  channels,
  made,
}: Of & { channels: readonly string[]; made: boolean }) {
  const { t } = useTranslation('templates');
  return (
    <>
      <Group grow align="flex-start">
        <TextInput
          label={t('field.name')}
          description={t('field.name_hint')}
          value={draft.name}
          onChange={(e) => set({ name: asName(e.currentTarget.value) })}
          error={problem?.of('name')}
          classNames={{ input: 'mono' }}
          maxLength={512}
          disabled={made}
          required
        />
        <TextInput
          label={t('field.language')}
          description={t('field.language_hint')}
          value={draft.language}
          onChange={(e) => set({ language: e.currentTarget.value })}
          error={problem?.of('language')}
          classNames={{ input: 'mono' }}
          maxLength={10}
          disabled={made}
          required
        />
      </Group>
      <Group grow align="flex-start">
        <Select
          label={t('field.category')}
          description={t(`category_hint.${draft.category}`)}
          data={categories.map((value) => ({ value, label: t(`category.${value}`) }))}
          value={draft.category}
          onChange={(v) => set({ category: (v as Category | null) ?? draft.category })}
          error={problem?.of('category')}
        />
        <Select
          label={t('field.channel')}
          description={t('field.channel_hint')}
          data={[...new Set([...channels, draft.channel].filter(Boolean))]}
          value={draft.channel}
          onChange={(v) => set({ channel: v ?? draft.channel })}
          error={problem?.of('channel')}
          disabled={made}
        />
      </Group>
    </>
  );
}

function Body({ draft, set, problem }: Of) {
  const { t } = useTranslation('templates');
  const fault = bodyFault(draft.body);
  const shown = draft.body && fault ? t(`fault.${fault}`) : undefined;
  return (
    <Stack gap="xs">
      <Textarea
        label={t('field.body')}
        description={`${draft.body.length} / ${limits.body}`}
        autosize
        minRows={4}
        maxRows={14}
        value={draft.body}
        onChange={(e) => set({ body: e.currentTarget.value })}
        error={shown ?? problem?.of(fieldOf(draft, 'BODY', 'text'))}
        maxLength={limits.body}
        dir="auto"
        required
      />
      <Group>
        <Button variant="default" onClick={() => set({ body: `${draft.body}${nextVariable(draft.body)}` })}>
          {t('field.add_variable', { name: nextVariable(draft.body) })}
        </Button>
      </Group>
    </Stack>
  );
}

/** The template's parts, each with its limit. */
export function Fields(props: Of & { channels: readonly string[]; made: boolean }) {
  const { draft, set, problem } = props;
  const { t } = useTranslation('templates');
  return (
    <Stack gap="md">
      <Identity {...props} />
      <Group grow align="flex-start">
        <Select
          label={t('field.header')}
          data={headerFormats.map((value) => ({ value, label: t(`header.${value}`) }))}
          value={draft.header}
          onChange={(v) => set({ header: (v as HeaderFormat | null) ?? 'NONE' })}
        />
        {draft.header === 'TEXT' && (
          <TextInput
            label={t('field.header_text')}
            value={draft.header_text}
            onChange={(e) => set({ header_text: e.currentTarget.value })}
            error={problem?.of(fieldOf(draft, 'HEADER', 'text'))}
            maxLength={limits.line}
          />
        )}
      </Group>
      <Body {...props} />
      <TextInput
        label={t('field.footer')}
        description={`${draft.footer.length} / ${limits.line}`}
        value={draft.footer}
        onChange={(e) => set({ footer: e.currentTarget.value })}
        error={problem?.of(fieldOf(draft, 'FOOTER', 'text'))}
        maxLength={limits.line}
      />
      <Buttons
        buttons={draft.buttons}
        onButtons={(buttons) => set({ buttons })}
        error={(member) => problem?.of(fieldOf(draft, 'BUTTONS', member))}
      />
    </Stack>
  );
}
