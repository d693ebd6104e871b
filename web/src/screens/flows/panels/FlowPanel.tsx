import { Select, Stack, TagsInput, Text, Textarea, TextInput, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useEditor } from '../editor/context';
import { languagesOf } from '../model/texts';
import { Triggers } from './Triggers';
import { Variables } from './Variables';

const offered = ['es', 'pt', 'en'];

/** What belongs to the flow as a whole: its name, its languages, what begins it, its variables. */
export function FlowPanel() {
  const { t } = useTranslation('flows');
  const { graph, draft, may } = useEditor();
  const set = (name: string, value: Parameters<typeof draft.edit>[0]) => draft.edit(value, `flow:${name}`);
  const words = (list: unknown): string[] => (Array.isArray(list) ? list.map(String) : []);
  return (
    <Stack gap="md" p="md">
      <TextInput
        label={t('flow_panel.name')}
        value={typeof graph.name === 'string' ? graph.name : ''}
        maxLength={100}
        required
        onChange={(e) => set('name', { do: 'flow', path: ['name'], value: e.currentTarget.value })}
        onBlur={draft.settle}
        error={graph.name === '' ? t('flow_panel.name_needed') : undefined}
        disabled={!may}
        dir="auto"
      />
      <Textarea
        label={t('step_panel.comment')}
        value={graph.comment ?? ''}
        onChange={(e) =>
          set('comment', { do: 'flow', path: ['comment'], value: e.currentTarget.value || undefined })
        }
        onBlur={draft.settle}
        autosize
        disabled={!may}
      />
      <Title order={2}>{t('flow_panel.begins')}</Title>
      <Triggers />
      <Title order={2}>{t('flow_panel.languages_title')}</Title>
      <Select
        label={t('flow_panel.language')}
        description={t('flow_panel.language_hint')}
        data={[...new Set([...offered, ...languagesOf(graph)])]}
        value={graph.language ?? 'es'}
        onChange={(v) => v && draft.edit({ do: 'flow', path: ['language'], value: v })}
        disabled={!may}
      />
      <TagsInput
        label={t('flow_panel.languages')}
        description={t('flow_panel.languages_hint')}
        data={offered}
        value={words(graph.languages)}
        onChange={(list) =>
          draft.edit({ do: 'flow', path: ['languages'], value: list.length > 0 ? list : undefined })
        }
        disabled={!may}
      />
      <Title order={2}>{t('flow_panel.run')}</Title>
      <TextInput
        label={t('flow_panel.expires')}
        description={t('flow_panel.expires_hint')}
        placeholder="2h"
        value={graph.expires === undefined ? '' : String(graph.expires)}
        onChange={(e) =>
          set('expires', { do: 'flow', path: ['expires'], value: e.currentTarget.value || undefined })
        }
        onBlur={draft.settle}
        disabled={!may}
      />
      <TagsInput
        label={t('flow_panel.parameters')}
        description={t('flow_panel.parameters_hint')}
        value={words(graph.parameters)}
        onChange={(list) =>
          draft.edit({ do: 'flow', path: ['parameters'], value: list.length > 0 ? list : undefined })
        }
        disabled={!may}
      />
      <Title order={2}>{t('flow_panel.variables')}</Title>
      <Text size="sm" c="dimmed">
        {t('flow_panel.variables_hint')}
      </Text>
      <Variables />
    </Stack>
  );
}
