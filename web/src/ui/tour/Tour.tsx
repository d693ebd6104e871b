import { CloseButton, Group, Text } from '@mantine/core';
import { useLocalStorage } from '@mantine/hooks';
import {
  IconApi,
  IconBroadcast,
  IconCircle,
  IconCircleCheckFilled,
  IconRoute,
  type TablerIcon,
} from '@tabler/icons-react';
import { Link, useRouterState } from '@tanstack/react-router';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../api/session';
import { useLive } from '../../live/hooks';
import { advanced, nextOf, nothing, type Progress, placeOf, type Row, readProgress, steps } from './progress';
import classes from './Tour.module.css';

const remembered = 'charla.tour';

/** "See it work": offered once, to who comes to an installation in which nobody has written yet. Its steps tick off by what
 *  really happens. */
export default function Tour() {
  const [progress, setProgress] = useLocalStorage<Progress>({
    key: remembered,
    defaultValue: nothing,
    getInitialValueInEffect: false,
    deserialize: readProgress,
  });
  const may = [useMay('simulate'), useMay('conversations:read'), useMay('conversations:write')].every(
    Boolean,
  );
  if (!may || progress.state === 'never' || progress.state === 'closed') return null;
  return <Followed progress={progress} onProgress={setProgress} />;
}

function Followed({ progress, onProgress }: { progress: Progress; onProgress: (p: Progress) => void }) {
  const path = useRouterState({ select: (s) => s.location.pathname });
  const { rows, loaded } = useLive<Row>('inbox', { view: 'all' });
  useEffect(() => {
    if (!loaded) return;
    const next = advanced(progress, [...rows.values()], path);
    if (next !== progress) onProgress(next);
  }, [loaded, rows, path, progress, onProgress]);
  if (progress.state !== 'open') return null;
  return <Card progress={progress} onClose={() => onProgress({ ...progress, state: 'closed' })} />;
}

function Card({ progress, onClose }: { progress: Progress; onClose: () => void }) {
  const { t } = useTranslation('tour');
  const next = nextOf(progress);
  return (
    <aside className={classes.card} aria-label={t('title')}>
      <Group justify="space-between" wrap="nowrap">
        <Text fw={620}>{t(next ? 'title' : 'over')}</Text>
        <CloseButton size="sm" onClick={onClose} aria-label={t('close')} />
      </Group>
      {next ? <Steps progress={progress} next={next} /> : <Onward />}
    </aside>
  );
}

function Steps({ progress, next }: { progress: Progress; next: string }) {
  const { t } = useTranslation('tour');
  return (
    <ol className={classes.steps}>
      {steps.map((step) => {
        const done = progress.done.includes(step);
        const Icon = done ? IconCircleCheckFilled : IconCircle;
        return (
          <li key={step}>
            <Link
              className={classes.step}
              to={placeOf(step, progress.conversation) as '/'}
              data-next={step === next}
              aria-current={step === next ? 'step' : undefined}
            >
              <Icon size={18} aria-hidden="true" color={done ? 'var(--ok)' : undefined} />
              {t(`step.${step}`)}
              {done && <span className="only-read-aloud"> ({t('done')})</span>}
            </Link>
          </li>
        );
      })}
    </ol>
  );
}

const onward: { name: string; path: string; icon: TablerIcon }[] = [
  { name: 'flow', path: '/flows', icon: IconRoute },
  { name: 'channel', path: '/channels', icon: IconBroadcast },
  { name: 'api', path: '/docs', icon: IconApi },
];

function Onward() {
  const { t } = useTranslation('tour');
  return (
    <>
      <Text size="sm" c="dimmed">
        {t('seen')}
      </Text>
      <ul className={classes.steps}>
        {onward.map(({ name, path, icon: Icon }) => (
          <li key={name}>
            <Link className={classes.step} to={path as '/'}>
              <Icon size={18} aria-hidden="true" />
              {t(`onward.${name}`)}
            </Link>
          </li>
        ))}
      </ul>
    </>
  );
}
