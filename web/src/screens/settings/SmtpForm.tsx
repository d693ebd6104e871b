import {
  Button,
  Group,
  NumberInput,
  PasswordInput,
  Select,
  SimpleGrid,
  Stack,
  TextInput,
} from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../api/session';
import { useAct } from '../../ui/act';
import { FormProblem, hintOf } from '../../ui/FormProblem';
import { connectionsKey, putConnection, type Smtp } from './connection';

const ports = { none: 25, starttls: 587, tls: 465 } as const;
const fields = ['host', 'port', 'user', 'password', 'from', 'security'];

export function SmtpForm({ kept }: { kept?: Smtp }) {
  const { t } = useTranslation('settings');
  const { t: shell } = useTranslation();
  const may = useMay('channels:write');
  const [draft, setDraft] = useState({
    host: kept?.host ?? '',
    port: (kept?.port ?? ports.starttls) as number | string,
    user: kept?.user ?? '',
    from: kept?.from ?? '',
    security: kept?.security ?? ('starttls' as Smtp['security']),
  });
  const [password, setPassword] = useState('');
  const set = (change: Partial<typeof draft>) => setDraft((before) => ({ ...before, ...change }));
  const act = useAct(
    () => putConnection('smtp', { ...draft, port: Number(draft.port), ...(password && { password }) }),
    { renews: [connectionsKey], done: t('saved'), quiet: true },
  );
  const text = (name: 'host' | 'user' | 'from') => ({
    label: t(`connection.${name}`),
    value: draft[name],
    onChange: (e: React.ChangeEvent<HTMLInputElement>) => set({ [name]: e.currentTarget.value }),
    error: hintOf(act.error, name),
    disabled: !may,
  });
  return (
    <form
      autoComplete="off"
      onSubmit={(event) => {
        event.preventDefault();
        act.mutate(undefined);
      }}
    >
      <Stack gap="sm" maw={480}>
        <TextInput {...text('host')} placeholder="smtp.example.com" required />
        <SimpleGrid cols={2}>
          <Select
            label={t('connection.security')}
            value={draft.security}
            onChange={(value) => {
              const security = value as Smtp['security'];
              set({ security, port: ports[security] });
            }}
            data={(['starttls', 'tls', 'none'] as const).map((s) => ({
              value: s,
              label: t(`connection.securities.${s}`),
            }))}
            error={hintOf(act.error, 'security')}
            disabled={!may}
          />
          <NumberInput
            label={t('connection.port')}
            value={draft.port}
            onChange={(port) => set({ port })}
            min={1}
            max={65535}
            error={hintOf(act.error, 'port')}
            disabled={!may}
          />
        </SimpleGrid>
        <TextInput {...text('user')} autoComplete="off" />
        <PasswordInput
          label={t('connection.password')}
          description={kept?.password.set ? t('connection.kept', kept.password) : undefined}
          value={password}
          onChange={(e) => setPassword(e.currentTarget.value)}
          error={hintOf(act.error, 'password')}
          autoComplete="new-password"
          disabled={!may}
        />
        <TextInput {...text('from')} placeholder="bot@example.com" required />
        <FormProblem error={act.error} fields={fields} />
        <Group>
          <Button type="submit" variant="outline" loading={act.isPending} disabled={!may}>
            {shell('save')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
