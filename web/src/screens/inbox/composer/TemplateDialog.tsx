import { Button, Group, Modal, Select, Stack, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, ask } from '../../../api/client';
import type { components } from '../../../api/schema';
import { ProblemNote } from '../../../ui/ProblemNote';
import { Empty, Loaded } from '../../../ui/states';
import { Markup } from '../../../ui/whatsapp/Markup';
import shared from '../inbox.module.css';
import type { Conversation, Say, Template } from '../types';
import { titleOf } from '../useDesk';
import { componentsOf, type Variable, variablesOf } from './template';

type Rendered = components['schemas']['template_rendered'];
const places: Record<string, string> = { body: 'template.in_body', header: 'template.in_header' };

/** An approved template, its variables, and how the customer will see it. */
export function TemplateDialog({
  of,
  onSend,
  onClose,
}: {
  of: Conversation;
  onSend: (say: Say) => void;
  onClose: () => void;
}) {
  const { t } = useTranslation('inbox');
  const { t: shell } = useTranslation();
  const query = useQuery({
    queryKey: ['templates', of.channel, 'APPROVED'],
    queryFn: () =>
      ask(
        api.GET('/api/v1/templates', { params: { query: { channel: of.channel, status: 'APPROVED' } } }),
      ) as Promise<{ items: Template[] }>,
  });
  const [chosen, setChosen] = useState<string | null>(null);
  return (
    <Modal
      opened
      onClose={onClose}
      size="lg"
      title={t('template.title')}
      closeButtonProps={{ 'aria-label': shell('close') }}
    >
      <Loaded query={query} rows={3}>
        {({ items }) => {
          const one = items.find((i) => String(i.id) === chosen);
          if (items.length === 0) return <Empty title={t('template.none')}>{t('template.none_hint')}</Empty>;
          return (
            <Stack gap="md">
              <Select
                label={t('template.which')}
                placeholder={t('template.which')}
                searchable
                data={items.map((i) => ({ value: String(i.id), label: `${i.name} · ${i.language}` }))}
                value={chosen}
                onChange={setChosen}
                data-autofocus
              />
              {one && <Filled key={one.id} template={one} of={of} onSend={onSend} />}
            </Stack>
          );
        }}
      </Loaded>
    </Modal>
  );
}

function Filled({
  template,
  of,
  onSend,
}: {
  template: Template;
  of: Conversation;
  onSend: (say: Say) => void;
}) {
  const { t } = useTranslation('inbox');
  const variables = variablesOf(template);
  const [values, setValues] = useState<Record<string, string>>(
    Object.fromEntries(variables.map((v, i) => [v.key, i === 0 && v.in === 'body' ? titleOf(of) : ''])),
  );
  const complete = variables.every((v) => values[v.key]?.trim());
  const label = (v: Variable) => `${t(places[v.in] ?? 'template.in_button')} ${v.name || v.key}`;
  return (
    <form
      onSubmit={(e) => {
        e.preventDefault();
        if (!complete) return;
        const { name, language } = template;
        onSend({
          type: 'template',
          template: { name, language, components: componentsOf(variables, values) as never },
        });
      }}
    >
      <Stack gap="sm">
        {variables.map((v) => (
          <TextInput
            key={v.key}
            label={label(v)}
            description={v.example && t('template.example', { example: v.example })}
            value={values[v.key] ?? ''}
            onChange={(e) => setValues({ ...values, [v.key]: e.currentTarget.value })}
            required
          />
        ))}
        <Preview template={template} values={values} />
        <Group justify="flex-end">
          <Button type="submit" color="person" disabled={!complete}>
            {t('template.send')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function Preview({ template, values }: { template: Template; values: Record<string, string> }) {
  const { t } = useTranslation('inbox');
  const [still] = useDebouncedValue(values, 250);
  const query = useQuery({
    queryKey: ['template-preview', template.id, still],
    queryFn: () =>
      ask(
        api.POST('/api/v1/templates/{id}/preview', {
          params: { path: { id: String(template.id) as never } },
          body: { variables: Object.fromEntries(Object.entries(still).filter(([, v]) => v)) as never },
        }),
      ) as Promise<Rendered>,
    placeholderData: keepPreviousData,
  });
  if (query.error && !query.data) return <ProblemNote error={query.error} />;
  const seen = query.data;
  return (
    <section aria-label={t('template.preview')}>
      <div className={shared.small}>{t('template.preview')}</div>
      <article className={shared.bubble} data-voice="person">
        {seen?.header?.text && <strong dir="auto">{seen.header.text}</strong>}
        <Markup text={seen?.body ?? template.body} />
        {seen?.footer && <div className={shared.small}>{seen.footer}</div>}
        {(seen?.buttons ?? []).map((b, i) => (
          <div key={i} className={shared.label}>
            {b.text}
          </div>
        ))}
      </article>
    </section>
  );
}
