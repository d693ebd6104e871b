import { Alert, Button, Group, PasswordInput, Stack, Switch, TextInput } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, ask } from '../../api/client';
import { useAct } from '../../ui/act';
import { FormProblem, hintOf } from '../../ui/FormProblem';
import { channelsKey } from './queries';
import { type Channel, type CredentialName, type NewChannel, needsOf, type Provider } from './types';
import type { Choice } from './Wizard';

/** A long random text that nobody has to think of. */
const madeUp = () =>
  btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(24))))
    .replaceAll('+', '-')
    .replaceAll('/', '_');

type Draft = { key: string; phone_number: string; phone_number_id: string; account_id: string };

export function NewChannelForm({
  choice,
  onBack,
  onMade,
}: {
  choice: Choice;
  onBack: () => void;
  onMade: (channel: Channel) => void;
}) {
  const { t } = useTranslation('channels');
  const client = useQueryClient();
  const provider: Provider = choice === 'simulated' ? 'meta' : choice;
  const [simulated, setSimulated] = useState(choice === 'simulated');
  const [draft, setDraft] = useState<Draft>({
    key: '',
    phone_number: '',
    phone_number_id: '',
    account_id: '',
  });
  const [secrets, setSecrets] = useState<Partial<Record<CredentialName, string>>>({});
  const needs = needsOf(provider);
  const filled = (values: object) => Object.fromEntries(Object.entries(values).filter(([, value]) => value));
  const act = useAct(
    async () => {
      const body = {
        ...filled(draft),
        type: provider,
        mode: simulated ? 'simulated' : 'live',
        ...(Object.keys(filled(secrets)).length > 0 && { credentials: filled(secrets) }),
      } as NewChannel;
      return (await ask(api.POST('/api/v1/channels', { body }))) as Channel;
    },
    { quiet: true },
  );
  const field = (name: keyof Draft) => ({
    value: draft[name],
    onChange: (e: React.ChangeEvent<HTMLInputElement>) => {
      const value = e.currentTarget.value;
      setDraft((before) => ({ ...before, [name]: value }));
    },
    error: hintOf(act.error, name),
  });
  const shown = ['key', 'mode', 'phone_number', 'phone_number_id', 'account_id'].concat(
    needs.secrets.map((s) => `credentials.${s}`),
  );
  return (
    <form
      autoComplete="off"
      onSubmit={(event) => {
        event.preventDefault();
        act.mutate(undefined, {
          onSuccess: (channel) => {
            void client.invalidateQueries({ queryKey: channelsKey });
            onMade(channel);
          },
        });
      }}
    >
      <Stack gap="md" maw={520}>
        {provider === 'evolution' && (
          <Alert color="warn" variant="light" icon={<IconAlertTriangle size={18} />} title={t('risk')}>
            {t('risk_evolution')}
          </Alert>
        )}
        <TextInput
          label={t('form.key')}
          description={t('form.key_hint')}
          placeholder="wa_main"
          {...field('key')}
          maxLength={40}
          data-autofocus
          required
        />
        {choice !== 'simulated' && (
          <Switch
            label={t('form.simulated')}
            description={t('form.simulated_hint')}
            checked={simulated}
            onChange={(e) => setSimulated(e.currentTarget.checked)}
            error={hintOf(act.error, 'mode')}
          />
        )}
        <TextInput
          label={t('settings.phone_number')}
          placeholder="+54 9 11 5555 0100"
          {...field('phone_number')}
        />
        {!simulated && needs.number && (
          <TextInput label={t(`form.number_id.${provider}`)} {...field('phone_number_id')} />
        )}
        {!simulated && needs.account && (
          <TextInput
            label={t('settings.account_id')}
            description={t('form.account_hint')}
            {...field('account_id')}
          />
        )}
        {!simulated &&
          needs.secrets.map((name) => (
            <PasswordInput
              key={name}
              label={t(`secret.${provider}.${name}`)}
              description={t(`secret_hint.${provider}.${name}`)}
              value={secrets[name] ?? ''}
              onChange={(e) => {
                const value = e.currentTarget.value;
                setSecrets((before) => ({ ...before, [name]: value }));
              }}
              error={hintOf(act.error, `credentials.${name}`)}
              autoComplete="new-password"
            />
          ))}
        {!simulated && (provider === 'evolution' || provider === 'meta') && (
          <Group>
            <Button
              variant="outline"
              onClick={() => {
                const name: CredentialName = provider === 'meta' ? 'verify_token' : 'app_secret';
                setSecrets((before) => ({ ...before, [name]: madeUp() }));
              }}
            >
              {provider === 'meta' ? t('form.make_verify') : t('form.make_secret')}
            </Button>
          </Group>
        )}
        <FormProblem error={act.error} fields={shown} />
        <Group justify="space-between">
          <Button variant="default" onClick={onBack}>
            {t('wizard.back')}
          </Button>
          <Button type="submit" loading={act.isPending}>
            {t('form.create')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
