import {
  ActionIcon,
  Button,
  Group,
  Modal,
  SegmentedControl,
  Stack,
  Textarea,
  TextInput,
} from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Say } from '../types';
import { choices_most, limits, type Offer, sayOf, wrongOf } from './choices';

/** Builds a message with buttons or a list. WhatsApp's limits are counted while one types. */
export function ChoicesDialog({
  text,
  onSend,
  onClose,
}: {
  text: string;
  onSend: (say: Say) => void;
  onClose: () => void;
}) {
  const { t } = useTranslation('inbox');
  const { t: shell } = useTranslation();
  const [offer, setOffer] = useState<Offer>({
    kind: 'buttons',
    body: text,
    footer: '',
    label: t('choices.label_default'),
    choices: [{ title: '', description: '' }],
  });
  const change = (part: Partial<Offer>) => setOffer({ ...offer, ...part });
  const counted = (value: string, most: number) => `${[...value].length} / ${most}`;
  const most = choices_most[offer.kind];
  const wrong = wrongOf(offer);
  const setChoice = (i: number, part: Partial<Offer['choices'][number]>) =>
    change({ choices: offer.choices.map((c, n) => (n === i ? { ...c, ...part } : c)) });
  const title_most = limits[offer.kind];
  return (
    <Modal
      opened
      onClose={onClose}
      size="lg"
      title={t('choices.title')}
      closeButtonProps={{ 'aria-label': shell('close') }}
    >
      <form
        onSubmit={(e) => {
          e.preventDefault();
          if (!wrong) onSend(sayOf(offer));
        }}
      >
        <Stack gap="sm">
          <SegmentedControl
            aria-label={t('choices.kind')}
            value={offer.kind}
            onChange={(kind) => change({ kind: kind as Offer['kind'] })}
            data={[
              { value: 'buttons', label: t('choices.buttons') },
              { value: 'list', label: t('choices.list') },
            ]}
          />
          <Textarea
            label={t('choices.body')}
            description={counted(offer.body, limits.body)}
            value={offer.body}
            onChange={(e) => change({ body: e.currentTarget.value })}
            error={[...offer.body].length > limits.body}
            autosize
            minRows={2}
            required
            data-autofocus
          />
          {offer.kind === 'list' && (
            <TextInput
              label={t('choices.label')}
              description={counted(offer.label, limits.label)}
              value={offer.label}
              onChange={(e) => change({ label: e.currentTarget.value })}
              error={[...offer.label].length > limits.label}
              required
            />
          )}
          {offer.choices.map((choice, i) => (
            <Group key={i} gap="xs" align="flex-start" wrap="nowrap">
              <TextInput
                flex={1}
                label={t('choices.choice', { number: i + 1 })}
                description={counted(choice.title, title_most)}
                value={choice.title}
                onChange={(e) => setChoice(i, { title: e.currentTarget.value })}
                error={[...choice.title].length > title_most}
              />
              {offer.kind === 'list' && (
                <TextInput
                  flex={1}
                  label={t('choices.description')}
                  description={counted(choice.description, limits.description)}
                  value={choice.description}
                  onChange={(e) => setChoice(i, { description: e.currentTarget.value })}
                  error={[...choice.description].length > limits.description}
                />
              )}
              <ActionIcon
                mt={44}
                variant="subtle"
                aria-label={t('choices.remove', { number: i + 1 })}
                disabled={offer.choices.length === 1}
                onClick={() => change({ choices: offer.choices.filter((_, n) => n !== i) })}
              >
                <IconTrash size={16} />
              </ActionIcon>
            </Group>
          ))}
          <Group justify="space-between">
            <Button
              variant="outline"
              leftSection={<IconPlus size={14} />}
              disabled={offer.choices.length >= most}
              onClick={() => change({ choices: [...offer.choices, { title: '', description: '' }] })}
            >
              {t('choices.add', { count: offer.choices.length, most })}
            </Button>
            <Button type="submit" color="person" disabled={wrong !== null}>
              {t('composer.send')}
            </Button>
          </Group>
          {wrong && <div role="status">{t(`choices.wrong.${wrong}`)}</div>}
        </Stack>
      </form>
    </Modal>
  );
}
