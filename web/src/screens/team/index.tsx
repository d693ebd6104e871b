import { Tabs } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useAccount, useMay } from '../../api/session';
import { useAddress } from '../../ui/address';
import { Screen } from '../../ui/Screen';
import { Keys } from './Keys';
import { Organisation } from './Organisation';
import { People } from './People';
import { Tenants } from './Tenants';

export default function Team() {
  const { t } = useTranslation('team');
  const [search, change] = useAddress();
  const runs = useAccount().runs_installation;
  const users = useMay('users:read');
  const keys = useMay('keys:read');
  return (
    <Screen title={t('title')}>
      <Tabs
        value={search.tab ?? 'organisation'}
        onChange={(tab) => change({ tab: tab === 'organisation' ? '' : (tab ?? '') })}
        keepMounted={false}
      >
        <Tabs.List mb="lg">
          <Tabs.Tab value="organisation">{t('tab.organisation')}</Tabs.Tab>
          {users && <Tabs.Tab value="people">{t('tab.people')}</Tabs.Tab>}
          {keys && <Tabs.Tab value="keys">{t('tab.keys')}</Tabs.Tab>}
          {runs && <Tabs.Tab value="tenants">{t('tab.tenants')}</Tabs.Tab>}
        </Tabs.List>
        <Tabs.Panel value="organisation">
          <Organisation />
        </Tabs.Panel>
        {users && (
          <Tabs.Panel value="people">
            <People />
          </Tabs.Panel>
        )}
        {keys && (
          <Tabs.Panel value="keys">
            <Keys />
          </Tabs.Panel>
        )}
        {runs && (
          <Tabs.Panel value="tenants">
            <Tenants />
          </Tabs.Panel>
        )}
      </Tabs>
    </Screen>
  );
}
