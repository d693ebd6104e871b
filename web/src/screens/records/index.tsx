import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAccount, useMay } from '../../api/session';
import { useAddress } from '../../ui/address';
import { Facts } from '../../ui/Facts';
import { Json } from '../../ui/Json';
import { Screen } from '../../ui/Screen';
import { SidePanel } from '../../ui/SidePanel';
import { type Tab, TabView } from '../../ui/TabView';
import { Audit } from './Audit';
import { ChannelLog } from './ChannelLog';
import { Events } from './Events';
import { Logs } from './Logs';
import { RawEvents } from './RawEvents';
import classes from './Records.module.css';
import type { Opened } from './types';

/** What was written down: by the services, about people's acts, by the program, about the providers, as it happens. */
export default function Records() {
  const { t } = useTranslation('records');
  const [address, go] = useAddress();
  const [opened, setOpened] = useState<Opened | null>(null);
  const given = { selected: opened?.key ?? null, onOpen: setOpened };
  const may = {
    audit: useMay('audit:read'),
    channel: useMay('channels:log'),
    raw: useMay('conversations:read'),
  };
  const { runs_installation } = useAccount();
  const all: (Tab & { shown: boolean })[] = [
    { name: 'events', label: t('tab.events'), shown: true, content: () => <Events {...given} /> },
    { name: 'audit', label: t('tab.audit'), shown: may.audit, content: () => <Audit {...given} /> },
    { name: 'logs', label: t('tab.logs'), shown: runs_installation, content: () => <Logs {...given} /> },
    {
      name: 'channel',
      label: t('tab.channel'),
      shown: may.channel,
      content: () => <ChannelLog {...given} />,
    },
    { name: 'raw', label: t('tab.raw'), shown: may.raw, content: () => <RawEvents /> },
  ];
  const tabs = all.filter((tab) => tab.shown);
  const tab = tabs.find((one) => one.name === address.tab)?.name ?? 'events';
  return (
    <Screen title={t('title')} padded={false}>
      <div className={classes.column}>
        <TabView
          label={t('title')}
          tabs={tabs}
          value={tab}
          onChange={(next) => {
            setOpened(null);
            go({ tab: next === 'events' ? '' : next, q: '', level: '', kind: '', failed: '' });
          }}
        />
      </div>
      {opened && (
        <SidePanel title={opened.title} onClose={() => setOpened(null)} width={440}>
          <Facts items={opened.facts} />
          {opened.whole.map(
            ([name, value]) =>
              value !== null &&
              value !== '' && (
                <section key={name}>
                  <h3>{name}</h3>
                  <Json value={value} label={name} />
                </section>
              ),
          )}
        </SidePanel>
      )}
    </Screen>
  );
}
