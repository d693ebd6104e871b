import { Stack, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useEditor } from '../editor/context';
import { StepSelect } from '../forms/StepSelect';
import type { Step } from '../model/graph';
import { exitsOf, titleOfExit } from '../model/steps';
import { useNames } from '../names';

/** Where each way out of a step leads: what the canvas does with lines, by choosing. */
export function Exits({ id, step }: { id: string; step: Step }) {
  const { t } = useTranslation('flows');
  const names = useNames();
  const { draft, may, add, language } = useEditor();
  const exits = exitsOf(step);
  if (exits.length === 0) return null;
  return (
    <Stack gap="xs">
      <Title order={3}>{t('step_panel.exits')}</Title>
      {exits.map((exit) => {
        const title = titleOfExit(step, exit, language);
        return (
          <StepSelect
            key={exit}
            label={title ? `${title} (${exit})` : names.exit(exit)}
            value={step.exits?.[exit] ?? ''}
            onChange={(to) => draft.edit({ do: 'connect', id, exit, to })}
            disabled={!may}
            empty={t('step_panel.leads_nowhere')}
            create={
              may ? { label: t('step_panel.new_step'), run: () => add({ from: { id, exit } }) } : undefined
            }
          />
        );
      })}
    </Stack>
  );
}
