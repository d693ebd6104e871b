import { Button, Group, PasswordInput, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, ask } from '../../api/client';
import { useMay } from '../../api/session';
import { useAct } from '../../ui/act';
import { FormProblem, hintOf } from '../../ui/FormProblem';
import { channelsKey } from './queries';
import { type Channel, type CredentialName, needsOf, providerOf } from './types';

/** Secrets are only ever written: of those that are there one sees the last four characters. */
export function Secrets({ channel }: { channel: Channel }) {
  const { t } = useTranslation('channels');
  const { t: shell } = useTranslation();
  const may = useMay('channels:write');
  const names = needsOf(channel.type).secrets;
  const [typed, setTyped] = useState<Partial<Record<CredentialName, string>>>({});
  const given = Object.fromEntries(Object.entries(typed).filter(([, value]) => value));
  const act = useAct(
    () =>
      ask(
        api.PATCH('/api/v1/channels/{key}', {
          params: { path: { key: channel.key } },
          body: { credentials: given },
        }),
      ),
    { renews: [channelsKey], done: t('secrets.saved'), quiet: true },
  );
  if (names.length === 0) return <Text size="sm">{t('secrets.none')}</Text>;
  return (
    <form
      autoComplete="off"
      onSubmit={(event) => {
        event.preventDefault();
        act.mutate(undefined, { onSuccess: () => setTyped({}) });
      }}
    >
      <Stack gap="md" maw={520}>
        <Text size="sm" c="dimmed">
          {t('secrets.hint')}
        </Text>
        {names.map((name) => {
          const kept = channel.credentials[name];
          return (
            <PasswordInput
              key={name}
              label={t(`secret.${providerOf(channel.type)}.${name}`)}
              description={
                kept.set
                  ? kept.last4
                    ? t('token_ends', { last4: kept.last4 })
                    : t('token_set')
                  : t('secrets.missing')
              }
              placeholder={kept.set ? t('secrets.keep') : undefined}
              value={typed[name] ?? ''}
              onChange={(e) => {
                const value = e.currentTarget.value;
                setTyped((before) => ({ ...before, [name]: value }));
              }}
              error={hintOf(act.error, `credentials.${name}`)}
              autoComplete="new-password"
              disabled={!may}
            />
          );
        })}
        <FormProblem error={act.error} fields={names.map((n) => `credentials.${n}`)} />
        <Group>
          <Button type="submit" loading={act.isPending} disabled={!may || Object.keys(given).length === 0}>
            {shell('save')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
