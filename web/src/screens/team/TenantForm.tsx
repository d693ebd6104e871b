import { Button, Group, Input, NumberInput, Select, SimpleGrid, Stack, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, ask } from '../../api/client';
import { useAct } from '../../ui/act';
import { FormProblem, hintOf } from '../../ui/FormProblem';
import { HoursEditor } from '../../ui/HoursEditor';
import { tenantsKey } from './queries';
import type { Tenant, TenantDraft } from './types';

const hour = 3_600_000;
const zones = Intl.supportedValuesOf('timeZone');
const fields = ['name', 'locale', 'timezone', 'business_hours', 'memory', 'human_override_ms'];

const blank = (): TenantDraft => ({
  name: '',
  locale: 'es',
  timezone: Intl.DateTimeFormat().resolvedOptions().timeZone,
  business_hours: '',
  memory: 20,
  human_override_ms: 24 * hour,
});

/** An organisation's name and rules: of one that is there, or of a new one. */
export function TenantForm({
  tenant,
  disabled,
  onDone,
}: {
  tenant?: Tenant;
  disabled?: boolean;
  onDone?: () => void;
}) {
  const { t } = useTranslation('team');
  const { t: shell } = useTranslation();
  const [draft, setDraft] = useState<TenantDraft>(() => ({ ...blank(), ...(tenant && pick(tenant)) }));
  const set = (change: Partial<TenantDraft>) => setDraft((before) => ({ ...before, ...change }));
  const act = useAct(
    async () => {
      if (!tenant) return ask(api.POST('/api/v1/tenants', { body: draft }));
      const path = { id: String(tenant.id) };
      return ask(api.PATCH('/api/v1/tenants/{id}', { params: { path }, body: draft }));
    },
    { renews: [tenantsKey, ['session']], done: t('saved'), quiet: true },
  );
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        act.mutate(undefined, { onSuccess: () => onDone?.() });
      }}
    >
      <Stack gap="md">
        <TextInput
          label={t('tenant.name')}
          value={draft.name}
          onChange={(e) => set({ name: e.currentTarget.value })}
          error={hintOf(act.error, 'name')}
          disabled={disabled}
          maxLength={100}
          required
        />
        <SimpleGrid cols={{ base: 1, sm: 2 }}>
          <Select
            label={t('tenant.locale')}
            description={t('tenant.locale_hint')}
            value={draft.locale}
            onChange={(value) => value && set({ locale: value as TenantDraft['locale'] })}
            data={[
              { value: 'es', label: 'Español' },
              { value: 'pt', label: 'Português' },
              { value: 'en', label: 'English' },
            ]}
            error={hintOf(act.error, 'locale')}
            disabled={disabled}
          />
          <Select
            label={t('tenant.timezone')}
            description={t('tenant.timezone_hint')}
            value={draft.timezone}
            onChange={(value) => value && set({ timezone: value })}
            data={zones.includes(draft.timezone) ? zones : [draft.timezone, ...zones]}
            limit={60}
            searchable
            error={hintOf(act.error, 'timezone')}
            disabled={disabled}
          />
          <NumberInput
            label={t('tenant.memory')}
            description={t('tenant.memory_hint')}
            value={draft.memory}
            onChange={(value) => set({ memory: Number(value) })}
            min={1}
            max={200}
            error={hintOf(act.error, 'memory')}
            disabled={disabled}
          />
          <NumberInput
            label={t('tenant.override')}
            description={t('tenant.override_hint')}
            value={draft.human_override_ms / hour}
            onChange={(value) => set({ human_override_ms: Math.round(Number(value) * hour) })}
            min={0.1}
            max={720}
            decimalScale={2}
            suffix=" h"
            error={hintOf(act.error, 'human_override_ms')}
            disabled={disabled}
          />
        </SimpleGrid>
        <Input.Wrapper label={t('tenant.hours')} labelElement="div">
          <HoursEditor
            value={draft.business_hours}
            onChange={(business_hours) => set({ business_hours })}
            always={t('tenant.always')}
            error={hintOf(act.error, 'business_hours')}
            disabled={disabled}
          />
        </Input.Wrapper>
        <FormProblem error={act.error} fields={fields} />
        {!disabled && (
          <Group>
            <Button type="submit" loading={act.isPending}>
              {tenant ? shell('save') : t('tenant.create')}
            </Button>
          </Group>
        )}
      </Stack>
    </form>
  );
}

const pick = (t: Tenant): TenantDraft => ({
  name: t.name,
  locale: t.locale,
  timezone: t.timezone,
  business_hours: t.business_hours,
  memory: t.memory,
  human_override_ms: t.human_override_ms,
});
