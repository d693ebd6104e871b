import { Anchor, Badge, Group, Stack, Text, Title } from '@mantine/core';
import { IconMessages } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { api, ask } from '../../api/client';
import type { components } from '../../api/schema';
import { Copyable } from '../../ui/Copyable';
import { Loaded } from '../../ui/states';
import { When } from '../../ui/When';
import type { Contact } from './types';

type Conversation = Required<components['schemas']['conversation']>;

const plus = (phone: string) => (/^\d/.test(phone) ? `+${phone}` : phone);

/** The conversations that were had with them: looked for by number, which every one of theirs has. */
async function conversationsOf(contact: Contact): Promise<Conversation[]> {
  const q = contact.phone || contact.name;
  const answer = await ask(
    api.GET('/api/v1/conversations', { params: { query: { q, limit: 100 } as never } }),
  );
  return ((answer.items ?? []) as Conversation[]).filter((c) => c.contact_id === contact.id);
}

/** Where the person is reached, and what was said there. */
export function Reach({ contact }: { contact: Contact }) {
  const { t } = useTranslation('contacts');
  const addresses = useQuery({
    queryKey: ['contacts', 'addresses', contact.id],
    queryFn: async () => {
      const path = { id: contact.id };
      const answer = await ask(api.GET('/api/v1/contacts/{id}/addresses', { params: { path } }));
      return (answer.items ?? []).map((a) => (a.phone ? plus(a.phone) : (a.user_id ?? '')));
    },
  });
  const conversations = useQuery({
    queryKey: ['contacts', 'conversations', contact.id],
    queryFn: () => conversationsOf(contact),
  });
  return (
    <>
      <Stack gap="xs">
        <Title order={2}>{t('detail.addresses')}</Title>
        <Loaded query={addresses} rows={1}>
          {(list) => list.map((one) => <Copyable key={one} text={one} />)}
        </Loaded>
      </Stack>
      <Stack gap="xs">
        <Title order={2}>{t('detail.conversations')}</Title>
        <Loaded query={conversations} rows={2}>
          {(list) =>
            list.length === 0 ? (
              <Text size="sm" c="dimmed">
                {t('detail.silent')}
              </Text>
            ) : (
              list.map((c) => (
                <div key={c.id}>
                  <Group gap="xs" wrap="nowrap">
                    <IconMessages size={16} aria-hidden="true" />
                    <Anchor component={Link} to={`/inbox/${c.id}`} size="sm">
                      {c.channel}
                    </Anchor>
                    {c.simulated && <Badge color="customer">{t('detail.simulated')}</Badge>}
                    <Text size="sm" c="dimmed" ml="auto" component="span">
                      <When at={c.last_activity_at} />
                    </Text>
                  </Group>
                  <Text size="sm" truncate dir="auto">
                    {c.preview}
                  </Text>
                </div>
              ))
            )
          }
        </Loaded>
      </Stack>
    </>
  );
}
