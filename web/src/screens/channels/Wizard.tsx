import { Button, Group, Radio, SimpleGrid, Stack, Stepper, Text, Title } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './channels.module.css';
import { HealthFacts } from './HealthFacts';
import { NewChannelForm } from './NewChannelForm';
import { Pairing } from './Pairing';
import { useHealth } from './queries';
import { type Channel, needsOf, type Provider } from './types';
import { WebhookSteps } from './WebhookSteps';

export type Choice = Provider | 'simulated';
const choices: readonly Choice[] = ['meta', 'ycloud', 'evolution', 'host', 'simulated'];

function Choose({ choice, onChoose }: { choice: Choice; onChoose: (choice: Choice) => void }) {
  const { t } = useTranslation('channels');
  return (
    <Radio.Group
      value={choice}
      onChange={(value) => onChoose(value as Choice)}
      aria-label={t('wizard.provider')}
    >
      <SimpleGrid cols={{ base: 1, sm: 2, lg: 3 }}>
        {choices.map((one) => (
          <Radio.Card key={one} value={one} className={classes.tile}>
            <Group wrap="nowrap" align="flex-start">
              <Radio.Indicator />
              <div>
                <Text fw={550}>{t(`provider.${one}`)}</Text>
                <Text size="sm" c="dimmed">
                  {t(`provider_hint.${one}`)}
                </Text>
              </div>
            </Group>
          </Radio.Card>
        ))}
      </SimpleGrid>
    </Radio.Group>
  );
}

function Check({ channel }: { channel: Channel }) {
  const { t } = useTranslation('channels');
  const health = useHealth(channel.key, channel.type !== 'host');
  return (
    <Stack gap="md" maw={560}>
      <Title order={2}>{t('health')}</Title>
      <HealthFacts channel={channel} />
      <Group>
        <Button variant="outline" loading={health.isFetching} onClick={() => void health.refetch()}>
          {t('test_connection')}
        </Button>
      </Group>
    </Stack>
  );
}

/** Connects a number step by step; from the second step on it is there, and the wizard can be left at any time. */
export function Wizard({ onLeave }: { onLeave: (key?: string) => void }) {
  const { t } = useTranslation('channels');
  const { t: shell } = useTranslation();
  const [step, setStep] = useState(0);
  const [choice, setChoice] = useState<Choice>('meta');
  const [made, setMade] = useState<Channel | null>(null);
  const last = 3;
  return (
    <Stack gap="lg" maw={860}>
      <Stepper active={step} size="sm" allowNextStepsSelect={false}>
        <Stepper.Step label={t('wizard.provider')} allowStepSelect={!made}>
          <Choose choice={choice} onChoose={setChoice} />
        </Stepper.Step>
        <Stepper.Step label={t('wizard.number')} allowStepSelect={false}>
          <NewChannelForm
            key={choice}
            choice={choice}
            onBack={() => setStep(0)}
            onMade={(channel) => {
              setMade(channel);
              setStep(2);
            }}
          />
        </Stepper.Step>
        <Stepper.Step label={t('wizard.webhook')} allowStepSelect={made !== null}>
          {made && needsOf(made.type).qr && <Pairing channelKey={made.key} />}
          {made && made.type !== 'host' ? (
            <WebhookSteps channel={made} />
          ) : (
            <Text size="sm">{t('wizard.host_hint')}</Text>
          )}
        </Stepper.Step>
        <Stepper.Step label={t('wizard.check')} allowStepSelect={made !== null}>
          {made && <Check channel={made} />}
        </Stepper.Step>
      </Stepper>
      {step !== 1 && (
        <Group justify="space-between">
          <Button variant="default" onClick={() => onLeave(made?.key)}>
            {made ? t('wizard.to_channel') : shell('cancel')}
          </Button>
          {step < last ? (
            <Button onClick={() => setStep(step + 1)}>{t('wizard.next')}</Button>
          ) : (
            <Button onClick={() => onLeave(made?.key)}>{t('wizard.finish')}</Button>
          )}
        </Group>
      )}
    </Stack>
  );
}
