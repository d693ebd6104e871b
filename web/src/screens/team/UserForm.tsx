import { Button, Group, PasswordInput, Select, Stack, Switch, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, ask } from '../../api/client';
import { useAccount } from '../../api/session';
import { useAct } from '../../ui/act';
import { FormProblem, hintOf } from '../../ui/FormProblem';
import { usersKey } from './queries';
import { type Role, roles, type User } from './types';

const fields = ['email', 'name', 'role', 'password', 'status'];

export function UserForm({ user, disabled, onDone }: { user?: User; disabled: boolean; onDone: () => void }) {
  const { t } = useTranslation('team');
  const { t: shell } = useTranslation();
  const account = useAccount();
  const [email, setEmail] = useState('');
  const [name, setName] = useState(user?.name ?? '');
  const [role, setRole] = useState<Role>(user?.role ?? 'agent');
  const [active, setActive] = useState(user?.status !== 'disabled');
  const [password, setPassword] = useState('');
  const act = useAct(
    async () => {
      if (!user) return ask(api.POST('/api/v1/users', { body: { email, name, role, password } }));
      const body = {
        name,
        role,
        status: active ? ('active' as const) : ('disabled' as const),
        ...(password && { password }),
      };
      return ask(api.PATCH('/api/v1/users/{id}', { params: { path: { id: String(user.id) } }, body }));
    },
    { renews: [usersKey], done: t('saved'), quiet: true },
  );
  // Only an owner makes or changes owners.
  const owners = account.user.role === 'owner';
  const locked = disabled || (user?.role === 'owner' && !owners);
  const ends = user && (role !== user.role || active !== (user.status === 'active') || password !== '');
  return (
    <form
      autoComplete="off"
      onSubmit={(event) => {
        event.preventDefault();
        act.mutate(undefined, { onSuccess: onDone });
      }}
    >
      <Stack gap="md">
        {user ? (
          <Text size="sm" c="dimmed">
            <bdi>{user.email}</bdi>
          </Text>
        ) : (
          <TextInput
            type="email"
            label={t('user.email')}
            value={email}
            onChange={(e) => setEmail(e.currentTarget.value)}
            error={hintOf(act.error, 'email')}
            autoComplete="off"
            data-autofocus
            required
          />
        )}
        <TextInput
          label={t('user.name')}
          value={name}
          onChange={(e) => setName(e.currentTarget.value)}
          error={hintOf(act.error, 'name')}
          maxLength={100}
          disabled={locked}
          required
        />
        <Select
          label={t('user.role')}
          description={t(`roles.${role}`)}
          value={role}
          onChange={(value) => value && setRole(value as Role)}
          data={roles.map((r) => ({ value: r, label: t(`role.${r}`), disabled: r === 'owner' && !owners }))}
          error={hintOf(act.error, 'role')}
          disabled={locked}
        />
        <PasswordInput
          label={user ? t('user.new_password') : t('user.password')}
          description={user ? t('user.new_password_hint') : t('user.password_hint')}
          value={password}
          onChange={(e) => setPassword(e.currentTarget.value)}
          error={hintOf(act.error, 'password')}
          autoComplete="new-password"
          minLength={10}
          required={!user}
          disabled={locked}
        />
        {user && (
          <Switch
            label={t('user.active')}
            description={t('user.active_hint')}
            checked={active}
            onChange={(e) => setActive(e.currentTarget.checked)}
            disabled={locked}
          />
        )}
        {ends && (
          <Text size="sm" c="warn" role="status">
            {t('user.ends_sessions')}
          </Text>
        )}
        <FormProblem error={act.error} fields={fields} />
        <Group>
          <Button type="submit" loading={act.isPending} disabled={locked}>
            {user ? shell('save') : t('user.create')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
