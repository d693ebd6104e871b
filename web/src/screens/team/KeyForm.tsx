import { Button, Checkbox, Group, NumberInput, SimpleGrid, Stack, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, ask } from '../../api/client';
import { problemOf } from '../../api/problem';
import { useAccount } from '../../api/session';
import { useAct } from '../../ui/act';
import { FormProblem, hintOf } from '../../ui/FormProblem';
import { keysKey } from './queries';

/** A key can have no right that its maker does not have: those are offered. */
export function KeyForm({ onMade }: { onMade: (secret: string) => void }) {
  const { t } = useTranslation('team');
  const { rights } = useAccount();
  const [name, setName] = useState('');
  const [scopes, setScopes] = useState<string[]>([]);
  const [rate, setRate] = useState<number | string>('');
  const act = useAct(
    () =>
      ask(
        api.POST('/api/v1/keys', {
          body: { name, scopes, ...(rate !== '' && { rate_per_minute: Number(rate) }) },
        }),
      ),
    { renews: [keysKey], quiet: true },
  );
  const scope_error = act.error
    ? problemOf(act.error).errors.find((e) => e.field.startsWith('scopes'))?.hint
    : undefined;
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        act.mutate(undefined, { onSuccess: (made) => onMade(made.key) });
      }}
    >
      <Stack gap="md">
        <TextInput
          label={t('key.name')}
          description={t('key.name_hint')}
          value={name}
          onChange={(e) => setName(e.currentTarget.value)}
          error={hintOf(act.error, 'name')}
          maxLength={100}
          data-autofocus
          required
        />
        <Checkbox.Group
          label={t('key.scopes')}
          description={t('key.scopes_hint')}
          value={scopes}
          onChange={setScopes}
          error={scope_error}
        >
          <SimpleGrid cols={2} spacing="xs" mt="xs">
            {rights.map((right) => (
              <Checkbox key={right} size="xs" value={right} label={<span className="mono">{right}</span>} />
            ))}
          </SimpleGrid>
        </Checkbox.Group>
        <NumberInput
          label={t('key.rate')}
          description={t('key.rate_hint')}
          value={rate}
          onChange={setRate}
          min={0}
          max={1_000_000}
          error={hintOf(act.error, 'rate_per_minute')}
        />
        <FormProblem error={act.error} fields={['name', 'scopes', 'rate_per_minute']} />
        <Group>
          <Button type="submit" loading={act.isPending}>
            {t('key.create')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
