import { Button, Kbd, Text, TextInput } from '@mantine/core';
import { IconPlayerPause, IconPlayerPlay, IconSearch } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useKeys } from '../../shell/keys';
import { useFormat } from '../../ui/format';
import { Empty } from '../../ui/states';
import classes from './Records.module.css';
import { useRawEvents } from './stream';

/** Everything that happens, as programs are told it: the newest first. */
export function RawEvents() {
  const { t } = useTranslation('records');
  const format = useFormat();
  const [paused, setPaused] = useState(false);
  const [wanted, setWanted] = useState('');
  const { rows, open, waiting } = useRawEvents(paused);
  useKeys({ p: () => setPaused(!paused) });
  const shown = rows.filter((r) => r.text.toLowerCase().includes(wanted.toLowerCase()));
  return (
    <>
      <div className={classes.tools}>
        <TextInput
          size="xs"
          w={260}
          value={wanted}
          onChange={(e) => setWanted(e.currentTarget.value)}
          leftSection={<IconSearch size={14} aria-hidden="true" />}
          placeholder={t('filter')}
          aria-label={t('filter')}
        />
        <Button
          variant={paused ? 'filled' : 'default'}
          aria-pressed={paused}
          leftSection={paused ? <IconPlayerPlay size={14} /> : <IconPlayerPause size={14} />}
          rightSection={<Kbd size="xs">P</Kbd>}
          onClick={() => setPaused(!paused)}
        >
          {paused ? t('go_on', { count: waiting, n: format.number(waiting) }) : t('hold')}
        </Button>
        <Text size="xs" c="dimmed" role="status">
          {open ? t('stream_open') : t('stream_closed')}
        </Text>
      </div>
      {shown.length === 0 ? (
        <Empty title={t('none.raw')}>{t('none.raw_hint')}</Empty>
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keys
        <ol className={classes.raw} aria-label={t('tab.raw')} tabIndex={0}>
          {shown.map((r) => (
            <li key={`${r.id} ${r.text.length}`} data-voice={r.voice}>
              {format.time(r.at)}{' '}
              <span className={classes.type} data-voice={r.voice}>
                {r.type}
              </span>{' '}
              {r.text}
            </li>
          ))}
        </ol>
      )}
    </>
  );
}
