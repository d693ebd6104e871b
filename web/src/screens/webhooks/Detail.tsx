import { Anchor, Group, Stack, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Copyable } from '../../ui/Copyable';
import { Facts } from '../../ui/Facts';
import { Screen } from '../../ui/Screen';
import { Empty, Loaded } from '../../ui/states';
import { When } from '../../ui/When';
import { Actions } from './Actions';
import { Deliveries } from './Deliveries';
import { useWebhooks } from './queries';
import { State } from './State';

export function Detail({ id }: { id: string }) {
  const { t } = useTranslation('webhooks');
  const webhooks = useWebhooks();
  const webhook = webhooks.data?.find((w) => w.id === id);
  return (
    <Screen
      title={webhook ? webhook.description || new URL(webhook.url).host : t('title')}
      actions={webhook && <Actions webhook={webhook} />}
    >
      <Stack gap="lg">
        <Anchor component={Link} to="/webhooks" size="sm">
          {t('back')}
        </Anchor>
        <Loaded query={webhooks}>
          {() =>
            webhook ? (
              <>
                <Group align="flex-start" maw={720}>
                  <Facts
                    items={[
                      [t('url'), <Copyable key="url" text={webhook.url} />],
                      [t('state.title'), <State key="state" webhook={webhook} />],
                      [t('reason'), webhook.disabled_reason],
                      [
                        t('failing_since'),
                        webhook.failing_since && <When at={webhook.failing_since} exact />,
                      ],
                      [
                        t('last_success'),
                        webhook.last_success_at && <When at={webhook.last_success_at} exact />,
                      ],
                      [
                        t('secret.former'),
                        webhook.previous_secret_until && <When at={webhook.previous_secret_until} exact />,
                      ],
                      [
                        t('events'),
                        webhook.events.length === 0 ? (
                          t('all_events')
                        ) : (
                          <Text key="events" className="mono">
                            {webhook.events.join(', ')}
                          </Text>
                        ),
                      ],
                    ]}
                  />
                </Group>
                <Deliveries id={id} />
              </>
            ) : (
              <Empty title={t('unknown')} />
            )
          }
        </Loaded>
      </Stack>
    </Screen>
  );
}
