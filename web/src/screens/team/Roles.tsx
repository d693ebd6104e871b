import { Accordion, Badge, Group, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useAccount } from '../../api/session';
import { Facts } from '../../ui/Facts';
import { roles } from './types';

/** What each role is for; and what the server says that the signed-in person may do. */
export function Roles() {
  const { t } = useTranslation('team');
  const account = useAccount();
  return (
    <Accordion variant="contained" maw={720}>
      <Accordion.Item value="roles">
        <Accordion.Control>{t('roles.title')}</Accordion.Control>
        <Accordion.Panel>
          <Stack gap="md">
            <Facts items={roles.map((role) => [t(`role.${role}`), t(`roles.${role}`)] as const)} />
            <Text size="sm" fw={550}>
              {t('roles.yours', { role: t(`role.${account.user.role}`) })}
            </Text>
            <Group gap={6}>
              {account.rights.map((right) => (
                <Badge key={right} color="customer" className="mono">
                  {right}
                </Badge>
              ))}
            </Group>
          </Stack>
        </Accordion.Panel>
      </Accordion.Item>
    </Accordion>
  );
}
