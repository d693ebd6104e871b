import { Anchor, Button, Stack, Tabs } from '@mantine/core';
import { IconPlayerPlay, IconPlayerStop } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { api, ask } from '../../api/client';
import { useMay } from '../../api/session';
import { useAct } from '../../ui/act';
import { useAddress } from '../../ui/address';
import { useConfirm } from '../../ui/confirm';
import { Screen } from '../../ui/Screen';
import { Empty, Loaded } from '../../ui/states';
import { Badges } from './Badges';
import { Log } from './Log';
import { Overview } from './Overview';
import { channelsKey, useChannels } from './queries';
import { Secrets } from './Secrets';
import { SettingsForm } from './SettingsForm';
import type { Channel } from './types';

function RunSwitch({ channel }: { channel: Channel }) {
  const { t } = useTranslation('channels');
  const may = useMay('channels:write');
  const confirm = useConfirm();
  const act = useAct(
    (status: 'active' | 'stopped') =>
      ask(api.PATCH('/api/v1/channels/{key}', { params: { path: { key: channel.key } }, body: { status } })),
    { renews: [channelsKey], done: t('saved') },
  );
  if (channel.status !== 'active')
    return (
      <Button
        variant="outline"
        leftSection={<IconPlayerPlay size={15} />}
        disabled={!may}
        loading={act.isPending}
        onClick={() => act.mutate('active')}
      >
        {t('start')}
      </Button>
    );
  return (
    <>
      <Button
        variant="outline"
        color="bad"
        leftSection={<IconPlayerStop size={15} />}
        disabled={!may}
        loading={act.isPending}
        onClick={() =>
          confirm.ask({
            title: t('stop_title', { channel: channel.key }),
            text: t('stop_text'),
            act: t('stop'),
            danger: true,
            run: () => act.mutate('stopped'),
          })
        }
      >
        {t('stop')}
      </Button>
      {confirm.dialog}
    </>
  );
}

function Parts({ channel }: { channel: Channel }) {
  const { t } = useTranslation('channels');
  const [search, change] = useAddress();
  const mayLog = useMay('channels:log');
  return (
    <Tabs
      value={search.tab ?? 'overview'}
      onChange={(tab) => change({ tab: tab === 'overview' ? '' : (tab ?? '') })}
      keepMounted={false}
    >
      <Tabs.List mb="lg">
        <Tabs.Tab value="overview">{t('tab.overview')}</Tabs.Tab>
        <Tabs.Tab value="settings">{t('tab.settings')}</Tabs.Tab>
        <Tabs.Tab value="secrets">{t('tab.secrets')}</Tabs.Tab>
        {mayLog && <Tabs.Tab value="log">{t('tab.log')}</Tabs.Tab>}
      </Tabs.List>
      <Tabs.Panel value="overview">
        <Overview channel={channel} />
      </Tabs.Panel>
      <Tabs.Panel value="settings">
        <SettingsForm key={channel.key} channel={channel} />
      </Tabs.Panel>
      <Tabs.Panel value="secrets">
        <Secrets key={channel.key} channel={channel} />
      </Tabs.Panel>
      {mayLog && (
        <Tabs.Panel value="log">
          <Log channelKey={channel.key} />
        </Tabs.Panel>
      )}
    </Tabs>
  );
}

export function Detail({ channelKey }: { channelKey: string }) {
  const { t } = useTranslation('channels');
  const channels = useChannels();
  const channel = channels.data?.find((c) => c.key === channelKey);
  return (
    <Screen
      title={channelKey}
      actions={
        channel && (
          <>
            <Badges channel={channel} />
            <RunSwitch channel={channel} />
          </>
        )
      }
    >
      <Stack gap="md">
        <Anchor component={Link} to="/channels" size="sm">
          {t('back')}
        </Anchor>
        <Loaded query={channels}>
          {() => (channel ? <Parts channel={channel} /> : <Empty title={t('unknown')} />)}
        </Loaded>
      </Stack>
    </Screen>
  );
}
