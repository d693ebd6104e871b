import { Button, Group, Stack, Table, Text, UnstyledButton } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../api/session';
import { useFormat } from '../../ui/format';
import { Panel } from '../../ui/Panel';
import { Loaded } from '../../ui/states';
import { When } from '../../ui/When';
import { useTenants } from './queries';
import { TenantForm } from './TenantForm';
import type { Tenant } from './types';

/** The organisations of the installation: for whoever runs it. */
export function Tenants() {
  const { t } = useTranslation('team');
  const format = useFormat();
  const may = useMay('tenants:write');
  const tenants = useTenants();
  const [open, setOpen] = useState<Tenant | 'new' | null>(null);
  return (
    <Stack gap="md">
      <Group justify="space-between">
        <Text size="sm" c="dimmed">
          {t('tenants_hint')}
        </Text>
        <Button leftSection={<IconPlus size={15} />} disabled={!may} onClick={() => setOpen('new')}>
          {t('tenant.add')}
        </Button>
      </Group>
      <Loaded query={tenants}>
        {(items) => (
          <Table.ScrollContainer minWidth={640}>
            <Table highlightOnHover>
              <Table.Thead>
                <Table.Tr>
                  <Table.Th>{t('tenant.name')}</Table.Th>
                  <Table.Th>{t('tenant.locale')}</Table.Th>
                  <Table.Th>{t('tenant.timezone')}</Table.Th>
                  <Table.Th>{t('tenant.hours')}</Table.Th>
                  <Table.Th className="number">{t('tenant.id')}</Table.Th>
                  <Table.Th>{t('created')}</Table.Th>
                </Table.Tr>
              </Table.Thead>
              <Table.Tbody>
                {items.map((one) => (
                  <Table.Tr key={one.id}>
                    <Table.Td>
                      <UnstyledButton fz="sm" fw={550} td="underline" onClick={() => setOpen(one)}>
                        <bdi>{one.name}</bdi>
                      </UnstyledButton>
                    </Table.Td>
                    <Table.Td>{one.locale}</Table.Td>
                    <Table.Td>{one.timezone}</Table.Td>
                    <Table.Td>{one.business_hours || t('tenant.always_short')}</Table.Td>
                    <Table.Td className="number">{format.number(one.id)}</Table.Td>
                    <Table.Td>
                      <When at={one.created_at} />
                    </Table.Td>
                  </Table.Tr>
                ))}
              </Table.Tbody>
            </Table>
          </Table.ScrollContainer>
        )}
      </Loaded>
      <Panel
        title={open === 'new' ? t('tenant.add') : open ? <bdi>{open.name}</bdi> : ''}
        opened={open !== null}
        onClose={() => setOpen(null)}
        size={560}
      >
        {open && (
          <TenantForm
            key={open === 'new' ? 'new' : open.id}
            tenant={open === 'new' ? undefined : open}
            disabled={!may}
            onDone={() => setOpen(null)}
          />
        )}
      </Panel>
    </Stack>
  );
}
