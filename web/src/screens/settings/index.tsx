import { Tabs } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../api/session';
import { useAddress } from '../../ui/address';
import { Screen } from '../../ui/Screen';
import { Assistants } from './Assistants';
import { Connections } from './Connections';
import { Mine } from './Mine';

export default function Settings() {
  const { t } = useTranslation('settings');
  const [search, change] = useAddress();
  const channels = useMay('channels:read');
  const flows = useMay('flows:read');
  return (
    <Screen title={t('title')}>
      <Tabs
        value={search.tab ?? 'mine'}
        onChange={(tab) => change({ tab: tab === 'mine' ? '' : (tab ?? '') })}
        keepMounted={false}
      >
        <Tabs.List mb="lg">
          <Tabs.Tab value="mine">{t('tab.mine')}</Tabs.Tab>
          {channels && <Tabs.Tab value="connections">{t('tab.connections')}</Tabs.Tab>}
          {flows && <Tabs.Tab value="assistants">{t('tab.assistants')}</Tabs.Tab>}
        </Tabs.List>
        <Tabs.Panel value="mine">
          <Mine />
        </Tabs.Panel>
        {channels && (
          <Tabs.Panel value="connections">
            <Connections />
          </Tabs.Panel>
        )}
        {flows && (
          <Tabs.Panel value="assistants">
            <Assistants />
          </Tabs.Panel>
        )}
      </Tabs>
    </Screen>
  );
}
