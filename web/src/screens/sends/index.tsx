import { useTranslation } from 'react-i18next';
import { useMay } from '../../api/session';
import { useAddress } from '../../ui/address';
import { Screen } from '../../ui/Screen';
import { TabView } from '../../ui/TabView';
import { Figures } from './Figures';
import { History } from './History';
import { LiveTasks } from './LiveTasks';
import { Performance } from './Performance';
import classes from './Sends.module.css';
import { TaskPanel } from './TaskPanel';
import { Workers } from './Workers';

const tabs = ['live', 'history', 'workers', 'performance'] as const;

/** The monitor of sends: what is on its way, what became of it, who sends, how fast. */
export default function Sends() {
  const { t } = useTranslation('sends');
  const [address, go] = useAddress();
  const times = useMay('channels:log');
  const shown = tabs.filter((name) => name !== 'performance' || times);
  const tab = shown.find((name) => name === address.tab) ?? 'live';
  const selected = address.task ?? null;
  const open = (task: { task_id: string }) => go({ task: task.task_id });
  const contents = {
    live: () => <LiveTasks selected={selected} onOpen={open} />,
    history: () => <History selected={selected} onOpen={open} />,
    workers: () => <Workers />,
    performance: () => <Performance />,
  };
  return (
    <Screen title={t('title')} padded={false}>
      <div className={classes.column}>
        <Figures />
        <TabView
          label={t('title')}
          value={tab}
          onChange={(next) => go({ tab: next === 'live' ? '' : next, task: '' })}
          tabs={shown.map((name) => ({ name, label: t(`tab.${name}`), content: contents[name] }))}
        />
      </div>
      {selected && <TaskPanel key={selected} id={selected} onClose={() => go({ task: '' })} />}
    </Screen>
  );
}
