import { Badge, Button, Group, Stack, Table, Text, UnstyledButton } from '@mantine/core';
import { IconUserPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAccount, useMay } from '../../api/session';
import { Panel } from '../../ui/Panel';
import { Loaded } from '../../ui/states';
import { When } from '../../ui/When';
import { useUsers } from './queries';
import { Roles } from './Roles';
import type { User } from './types';
import { UserForm } from './UserForm';

export function People() {
  const { t } = useTranslation('team');
  const me = useAccount().user.id;
  const may = useMay('users:write');
  const users = useUsers();
  const [open, setOpen] = useState<User | 'new' | null>(null);
  return (
    <Stack gap="lg">
      <Group justify="space-between">
        <Text size="sm" c="dimmed">
          {t('people_hint')}
        </Text>
        <Button leftSection={<IconUserPlus size={15} />} disabled={!may} onClick={() => setOpen('new')}>
          {t('user.add')}
        </Button>
      </Group>
      <Loaded query={users}>
        {(items) => (
          <Table.ScrollContainer minWidth={560}>
            <Table highlightOnHover>
              <Table.Thead>
                <Table.Tr>
                  <Table.Th>{t('user.name')}</Table.Th>
                  <Table.Th>{t('user.email')}</Table.Th>
                  <Table.Th>{t('user.role')}</Table.Th>
                  <Table.Th>{t('user.state')}</Table.Th>
                  <Table.Th>{t('created')}</Table.Th>
                </Table.Tr>
              </Table.Thead>
              <Table.Tbody>
                {items.map((user) => (
                  <Table.Tr key={user.id}>
                    <Table.Td>
                      <UnstyledButton fz="sm" fw={550} td="underline" onClick={() => setOpen(user)}>
                        <bdi>{user.name}</bdi>
                      </UnstyledButton>{' '}
                      {user.id === me && <span>{t('user.you')}</span>}
                    </Table.Td>
                    <Table.Td>
                      <bdi>{user.email}</bdi>
                    </Table.Td>
                    <Table.Td>{t(`role.${user.role}`)}</Table.Td>
                    <Table.Td>
                      <Badge color={user.status === 'active' ? 'ok' : 'customer'}>
                        {t(`status.${user.status}`)}
                      </Badge>
                    </Table.Td>
                    <Table.Td>
                      <When at={user.created_at} />
                    </Table.Td>
                  </Table.Tr>
                ))}
              </Table.Tbody>
            </Table>
          </Table.ScrollContainer>
        )}
      </Loaded>
      <Roles />
      <Panel
        title={open === 'new' ? t('user.add') : open ? <bdi>{open.name}</bdi> : ''}
        opened={open !== null}
        onClose={() => setOpen(null)}
      >
        {open && (
          <UserForm
            key={open === 'new' ? 'new' : open.id}
            user={open === 'new' ? undefined : open}
            disabled={!may}
            onDone={() => setOpen(null)}
          />
        )}
      </Panel>
    </Stack>
  );
}
