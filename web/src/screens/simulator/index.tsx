import { Button, SegmentedControl } from '@mantine/core';
import { IconMessagePlus, IconSend } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../api/session';
import { Screen } from '../../ui/Screen';
import { channelsQuery } from './channels';
import { Draft } from './Draft';
import { Inbound } from './Inbound';
import { Real } from './Real';
import { SendText } from './SendText';

/** Be the customer: on the real engine over a simulated channel, or with a flow that is still being written. */
export default function Simulator() {
  const { t } = useTranslation('simulator');
  const search = useSearch({ strict: false }) as { mode?: string; flow?: string };
  const go = useNavigate();
  const client = useQueryClient();
  const maySend = useMay('messages:send');
  const [dialog, setDialog] = useState<'send' | 'inbound' | null>(null);
  const channel = useQuery(channelsQuery).data?.[0]?.key;
  const draft = search.mode === 'draft';
  const show = (next: { mode?: string; flow?: string }) =>
    void go({ to: '/simulator', search: next, replace: true });
  const close = () => setDialog(null);
  return (
    <Screen
      title={t('title')}
      padded={false}
      actions={
        <>
          {channel && (
            <Button
              variant="default"
              leftSection={<IconMessagePlus size={15} />}
              onClick={() => setDialog('inbound')}
            >
              {t('inbound.title')}
            </Button>
          )}
          {channel && maySend && (
            <Button variant="default" leftSection={<IconSend size={15} />} onClick={() => setDialog('send')}>
              {t('send.title')}
            </Button>
          )}
          <SegmentedControl
            size="xs"
            aria-label={t('mode.label')}
            value={draft ? 'draft' : 'real'}
            onChange={(mode) => show(mode === 'draft' ? { mode } : {})}
            data={[
              { value: 'real', label: t('mode.real') },
              { value: 'draft', label: t('mode.draft') },
            ]}
          />
        </>
      }
    >
      {draft ? (
        <Draft
          flow={search.flow ? Number(search.flow) : null}
          onFlow={(id) => show({ mode: 'draft', flow: String(id) })}
        />
      ) : (
        <Real />
      )}
      {dialog === 'send' && channel && <SendText channel={channel} onClose={close} />}
      {dialog === 'inbound' && channel && (
        <Inbound
          channel={channel}
          onClose={close}
          onDone={() => void client.invalidateQueries({ queryKey: ['simulated'] })}
        />
      )}
    </Screen>
  );
}
