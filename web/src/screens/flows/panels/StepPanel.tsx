import { Button, Group, SegmentedControl, Stack, Text, Textarea, TextInput, Title } from '@mantine/core';
import { IconCopy, IconFlag, IconTrash } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemNote } from '../../../ui/ProblemNote';
import { useEditor } from '../editor/context';
import { StepFields } from '../forms/StepFields';
import { StepJson } from '../forms/StepJson';
import { stepOf } from '../model/findings';
import type { Step } from '../model/graph';
import { steps } from '../model/schema';
import { useNames } from '../names';
import { Exits } from './Exits';
import { FindingLine } from './FindingLine';

function IdField({ id }: { id: string }) {
  const { t } = useTranslation('flows');
  const { draft, graph, may, select } = useEditor();
  const [text, setText] = useState(id);
  useEffect(() => setText(id), [id]);
  const taken = text !== id && Object.hasOwn(graph.nodes, text);
  const commit = () => {
    const to = text.trim();
    if (to === id) return;
    if (to === '' || taken) return setText(id);
    draft.edit({ do: 'rename', id, to });
    select([to]);
  };
  return (
    <TextInput
      label={t('step_panel.id')}
      value={text}
      onChange={(e) => setText(e.currentTarget.value.slice(0, 100))}
      onBlur={commit}
      onKeyDown={(e) => {
        if (e.key === 'Enter') commit();
        if (e.key === 'Escape') setText(id);
      }}
      error={taken ? t('step_panel.taken') : undefined}
      disabled={!may}
      spellCheck={false}
    />
  );
}

function Acts({ id }: { id: string }) {
  const { t } = useTranslation('flows');
  const { t: shell } = useTranslation();
  const { draft, graph, may, duplicate, remove } = useEditor();
  if (!may) return null;
  return (
    <Group gap="xs">
      {graph.start !== id && (
        <Button
          variant="default"
          leftSection={<IconFlag size={14} />}
          onClick={() => draft.edit({ do: 'start', id })}
        >
          {t('step_panel.make_start')}
        </Button>
      )}
      <Button variant="default" leftSection={<IconCopy size={14} />} onClick={duplicate}>
        {t('step_panel.duplicate')}
      </Button>
      <Button
        variant="outline"
        color="bad"
        leftSection={<IconTrash size={14} />}
        onClick={() => remove([id])}
      >
        {shell('delete')}
      </Button>
    </Group>
  );
}

function One({ id, step }: { id: string; step: Step }) {
  const { t } = useTranslation('flows');
  const names = useNames();
  const { draft, may, findings, graph } = useEditor();
  const known = steps.has(step.type);
  const [as, setAs] = useState<'form' | 'json'>('form');
  const mine = findings.filter((f) => stepOf(graph, f) === id);
  return (
    <Stack gap="md" p="md" data-step-form>
      <div>
        <Title order={2}>{names.step(step.type)}</Title>
        <Text size="sm" c="dimmed">
          {names.what(step.type)}
        </Text>
      </div>
      {mine.map((f) => (
        <FindingLine key={f.code + f.where + f.what} finding={f} />
      ))}
      <IdField id={id} />
      {known && (
        <SegmentedControl
          size="xs"
          aria-label={t('step_panel.as')}
          value={as}
          onChange={(v) => setAs(v as 'form' | 'json')}
          data={[
            { value: 'form', label: t('step_panel.form') },
            { value: 'json', label: 'JSON' },
          ]}
        />
      )}
      {known && as === 'form' ? <StepFields id={id} step={step} /> : <StepJson id={id} step={step} />}
      {as === 'form' && <Exits id={id} step={step} />}
      <Textarea
        label={t('step_panel.comment')}
        description={t('step_panel.comment_hint')}
        value={step.comment ?? ''}
        onChange={(e) => draft.edit({ do: 'comment', id, text: e.currentTarget.value }, `comment:${id}`)}
        onBlur={draft.settle}
        autosize
        disabled={!may}
      />
      <Acts id={id} />
    </Stack>
  );
}

/** The selected step: its form, its exits, what is wrong with it. */
export function StepPanel() {
  const { t } = useTranslation('flows');
  const { t: shell } = useTranslation();
  const { graph, selected, draft, may, remove, duplicate } = useEditor();
  const [id] = selected;
  const step = id === undefined ? undefined : graph.nodes[id];
  if (selected.length > 1)
    return (
      <Stack p="md" gap="md">
        <Title order={2}>{t('step_panel.several', { count: selected.length })}</Title>
        {may && (
          <Group gap="xs">
            <Button variant="default" leftSection={<IconCopy size={14} />} onClick={duplicate}>
              {t('step_panel.duplicate')}
            </Button>
            <Button
              variant="outline"
              color="bad"
              leftSection={<IconTrash size={14} />}
              onClick={() => remove(selected)}
            >
              {shell('delete')}
            </Button>
          </Group>
        )}
      </Stack>
    );
  if (id === undefined || !step)
    return (
      <Stack p="md" gap="sm">
        <Text size="sm">{t('step_panel.nothing')}</Text>
        {draft.problem && draft.problem.kind !== 'conflict' && draft.problem.kind !== 'session' && (
          <ProblemNote error={draft.problem} onRetry={() => void draft.save()} />
        )}
      </Stack>
    );
  return <One key={id} id={id} step={step} />;
}
