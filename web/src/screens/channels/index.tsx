import { Button, SimpleGrid } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useNavigate, useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../api/session';
import { useAddress } from '../../ui/address';
import { Screen } from '../../ui/Screen';
import { Empty, Loaded } from '../../ui/states';
import { ChannelCard } from './ChannelCard';
import { Detail } from './Detail';
import { useChannels } from './queries';
import { Wizard } from './Wizard';

function List() {
  const { t } = useTranslation('channels');
  const channels = useChannels();
  const may = useMay('channels:write');
  const [search, change] = useAddress();
  const go = useNavigate();
  const wizard = search.connect !== undefined;
  return (
    <Screen
      title={wizard ? t('wizard.title') : t('title')}
      actions={
        !wizard && (
          <Button
            leftSection={<IconPlus size={15} />}
            disabled={!may}
            title={may ? undefined : t('may_not')}
            onClick={() => change({ connect: 'yes' }, false)}
          >
            {t('connect')}
          </Button>
        )
      }
    >
      {wizard ? (
        <Wizard
          onLeave={(key) =>
            void (key ? go({ to: '/channels/$id', params: { id: key } }) : change({ connect: '' }))
          }
        />
      ) : (
        <Loaded query={channels} rows={3}>
          {(items) =>
            items.length === 0 ? (
              <Empty title={t('empty')}>{t('empty_hint')}</Empty>
            ) : (
              <SimpleGrid cols={{ base: 1, md: 2, xl: 3 }} spacing="md">
                {items.map((channel) => (
                  <ChannelCard key={channel.key} channel={channel} />
                ))}
              </SimpleGrid>
            )
          }
        </Loaded>
      )}
    </Screen>
  );
}

export default function Channels() {
  const { id } = useParams({ strict: false }) as { id?: string };
  return id ? <Detail channelKey={id} /> : <List />;
}
