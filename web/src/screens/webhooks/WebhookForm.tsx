import { Button, Checkbox, Group, SimpleGrid, Stack, Switch, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, ask } from '../../api/client';
import { useAct } from '../../ui/act';
import { FormProblem, hintOf } from '../../ui/FormProblem';
import { webhooksKey } from './queries';
import { type EventType, eventTypes, type Webhook } from './types';

/** @param onDone with the secret of a new subscription, shown this once. */
export function WebhookForm({ webhook, onDone }: { webhook?: Webhook; onDone: (secret?: string) => void }) {
  const { t } = useTranslation('webhooks');
  const { t: shell } = useTranslation();
  const [url, setUrl] = useState(webhook?.url ?? '');
  const [description, setDescription] = useState(webhook?.description ?? '');
  const [events, setEvents] = useState<string[]>(webhook?.events ?? []);
  const [all, setAll] = useState((webhook?.events.length ?? 0) === 0);
  const act = useAct(
    async () => {
      const body = { url, description, events: (all ? [] : events) as EventType[] };
      if (!webhook) return (await ask(api.POST('/api/v1/webhooks', { body }))).secret;
      await ask(api.PATCH('/api/v1/webhooks/{id}', { params: { path: { id: webhook.id } }, body }));
      return undefined;
    },
    { renews: [webhooksKey], done: webhook && t('saved'), quiet: true },
  );
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        act.mutate(undefined, { onSuccess: onDone });
      }}
    >
      <Stack gap="md">
        <TextInput
          type="url"
          label={t('url')}
          description={t('url_hint')}
          placeholder="https://example.com/charla"
          value={url}
          onChange={(e) => setUrl(e.currentTarget.value)}
          error={hintOf(act.error, 'url')}
          data-autofocus
          required
        />
        <TextInput
          label={t('description')}
          value={description}
          onChange={(e) => setDescription(e.currentTarget.value)}
          error={hintOf(act.error, 'description')}
          maxLength={200}
        />
        <Switch label={t('all_events')} checked={all} onChange={(e) => setAll(e.currentTarget.checked)} />
        {!all && (
          <Checkbox.Group label={t('events')} value={events} onChange={setEvents}>
            <SimpleGrid cols={1} spacing="xs" mt="xs">
              {eventTypes.map((event) => (
                <Checkbox
                  key={event}
                  size="xs"
                  value={event}
                  label={<span className="mono">{event}</span>}
                  description={t(`event.${event.replace('.', '_')}`)}
                />
              ))}
            </SimpleGrid>
          </Checkbox.Group>
        )}
        <FormProblem error={act.error} fields={['url', 'description']} />
        <Group>
          <Button type="submit" loading={act.isPending} disabled={!all && events.length === 0}>
            {webhook ? shell('save') : t('create')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
