import { Button, Group, PasswordInput, Stack, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../api/session';
import { useAct } from '../../ui/act';
import { FormProblem, hintOf } from '../../ui/FormProblem';
import { connectionsKey, putConnection, type TiendaNube } from './connection';

export function TiendaNubeForm({ kept }: { kept?: TiendaNube }) {
  const { t } = useTranslation('settings');
  const { t: shell } = useTranslation();
  const may = useMay('channels:write');
  const [store, setStore] = useState(kept?.store_id ?? '');
  const [agent, setAgent] = useState(kept?.user_agent ?? '');
  const [token, setToken] = useState('');
  const act = useAct(
    () =>
      putConnection('tienda_nube', {
        store_id: store.trim(),
        user_agent: agent.trim(),
        ...(token && { access_token: token }),
      }),
    { renews: [connectionsKey], done: t('saved'), quiet: true },
  );
  return (
    <form
      autoComplete="off"
      onSubmit={(event) => {
        event.preventDefault();
        act.mutate(undefined);
      }}
    >
      <Stack gap="sm" maw={480}>
        <TextInput
          label={t('connection.store_id')}
          value={store}
          onChange={(e) => setStore(e.currentTarget.value)}
          error={hintOf(act.error, 'store_id')}
          inputMode="numeric"
          disabled={!may}
          required
        />
        <PasswordInput
          label={t('connection.access_token')}
          description={kept?.access_token.set ? t('connection.kept', kept.access_token) : undefined}
          value={token}
          onChange={(e) => setToken(e.currentTarget.value)}
          error={hintOf(act.error, 'access_token')}
          autoComplete="new-password"
          disabled={!may}
          required={!kept}
        />
        <TextInput
          label={t('connection.user_agent')}
          description={t('connection.user_agent_hint')}
          placeholder="Clínica Río (ana@example.com)"
          value={agent}
          onChange={(e) => setAgent(e.currentTarget.value)}
          error={hintOf(act.error, 'user_agent')}
          disabled={!may}
          required
        />
        <FormProblem error={act.error} fields={['store_id', 'access_token', 'user_agent']} />
        <Group>
          <Button type="submit" variant="outline" loading={act.isPending} disabled={!may}>
            {shell('save')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
