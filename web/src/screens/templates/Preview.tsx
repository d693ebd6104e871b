import { Stack, Text, TextInput, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { PhoneBubble } from '../../ui/phone/PhoneBubble';
import { filled, variablesOf } from './draft';
import classes from './Templates.module.css';
import type { Draft } from './types';

const shown_at = new Date().toISOString();

/** The template as a phone shows it, and the sample values, which WhatsApp's reviewers get too. */
export function Preview({
  draft,
  onExample,
  locked,
  wanted,
}: {
  draft: Draft;
  onExample: (key: string, value: string) => void;
  locked: boolean;
  /** The server has asked for the examples. */
  wanted: boolean;
}) {
  const { t } = useTranslation('templates');
  const { t: shell } = useTranslation();
  const variables = variablesOf(draft);
  const fill = (text: string, prefix: string) => filled(text, (name) => draft.examples[prefix + name]);
  const header =
    draft.header === 'NONE'
      ? ''
      : draft.header === 'TEXT'
        ? fill(draft.header_text, 'header.')
        : `[${t(`header.${draft.header}`)}]`;
  return (
    <aside className={classes.preview} aria-label={t('preview.title')}>
      <Stack gap="sm">
        <Title order={2}>{t('preview.title')}</Title>
        <div className={classes.screen} data-testid="preview">
          <PhoneBubble
            line={{
              key: 'preview',
              voice: 'bot',
              at: shown_at,
              content: {
                type: 'buttons',
                header,
                body: fill(draft.body, '') || t('preview.empty'),
                footer: draft.footer,
                buttons: draft.buttons.map((b, i) => ({ id: String(i), title: b.text || b.type })),
              },
            }}
          />
        </div>
        <Text size="sm" c="dimmed" data-testid="variables">
          {t('preview.variables', { count: variables.length })}
        </Text>
        {variables.map((v) => (
          <TextInput
            key={v.key}
            label={t('preview.example', { name: v.key })}
            value={draft.examples[v.key] ?? ''}
            onChange={(e) => onExample(v.key, e.currentTarget.value)}
            error={wanted && !draft.examples[v.key] ? shell('required') : undefined}
            disabled={locked}
            maxLength={200}
          />
        ))}
      </Stack>
    </aside>
  );
}
