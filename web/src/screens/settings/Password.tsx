import { Button, Group, PasswordInput, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, ask } from '../../api/client';
import { useAccount, useMay } from '../../api/session';
import { useAct } from '../../ui/act';
import { FormProblem, hintOf } from '../../ui/FormProblem';

/** A new password of one's own: who manages people can give it; others ask them. */
export function Password() {
  const { t } = useTranslation('settings');
  const account = useAccount();
  const may = useMay('users:write');
  const [password, setPassword] = useState('');
  const act = useAct(
    () =>
      ask(
        api.PATCH('/api/v1/users/{id}', {
          params: { path: { id: String(account.user.id) } },
          body: { password },
        }),
      ),
    { done: t('password.saved'), quiet: true },
  );
  if (!may)
    return (
      <Text size="sm" c="dimmed">
        {t('password.ask')}
      </Text>
    );
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        act.mutate(undefined, { onSuccess: () => setPassword('') });
      }}
    >
      <Stack gap="sm" maw={360}>
        <PasswordInput
          label={t('password.new')}
          description={t('password.hint')}
          value={password}
          onChange={(e) => setPassword(e.currentTarget.value)}
          error={hintOf(act.error, 'password')}
          autoComplete="new-password"
          minLength={10}
          required
        />
        <FormProblem error={act.error} fields={['password']} />
        <Group>
          <Button type="submit" variant="outline" loading={act.isPending} disabled={password === ''}>
            {t('password.save')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
