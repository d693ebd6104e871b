import { Anchor, Box, Group, Stack, Text, Title } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useAccount } from '../../api/session';
import { LanguageChoice, SchemeChoice } from '../../shell/Preferences';
import { Facts } from '../../ui/Facts';
import { Notices } from './Notices';
import { Password } from './Password';
import classes from './settings.module.css';

/** What is this person's own: how the console looks and speaks to them, and their account. */
export function Mine() {
  const { t } = useTranslation('settings');
  const account = useAccount();
  return (
    <div>
      <section className={classes.part}>
        <Title order={2} mb="sm">
          {t('look')}
        </Title>
        <Group gap="xl" align="flex-start">
          <Stack gap={4}>
            <Text size="sm">{t('language')}</Text>
            <Box w={200}>
              <LanguageChoice />
            </Box>
          </Stack>
          <Stack gap={4}>
            <Text size="sm">{t('theme')}</Text>
            <SchemeChoice />
          </Stack>
        </Group>
      </section>
      <section className={classes.part}>
        <Title order={2} mb="sm">
          {t('notices.title')}
        </Title>
        <Notices />
      </section>
      <section className={classes.part}>
        <Title order={2} mb="sm">
          {t('account')}
        </Title>
        <Stack gap="md">
          <Facts
            items={[
              [t('name'), <bdi key="name">{account.user.name}</bdi>],
              [t('email'), <bdi key="email">{account.user.email}</bdi>],
              [t('organisation'), <bdi key="tenant">{account.tenant.name}</bdi>],
            ]}
          />
          <Password />
        </Stack>
      </section>
      <section className={classes.part}>
        <Title order={2} mb="sm">
          {t('canned')}
        </Title>
        <Text size="sm">
          {t('canned_hint')}{' '}
          <Anchor component={Link} to="/inbox" size="sm" underline="always">
            {t('canned_go')}
          </Anchor>
        </Text>
      </section>
    </div>
  );
}
