import { Textarea } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useEditor } from '../editor/context';
import type { Step } from '../model/graph';
import classes from './forms.module.css';

const write = (step: Step) => JSON.stringify(step, null, 2);

function read(text: string): Step | string {
  try {
    const step = JSON.parse(text) as Step;
    return typeof step === 'object' && step !== null && typeof step.type === 'string' ? step : 'type';
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** A step as it stands in the document: for what no form knows. */
export function StepJson({ id, step }: { id: string; step: Step }) {
  const { t } = useTranslation('flows');
  const { draft, may } = useEditor();
  const [text, setText] = useState(() => write(step));
  const held = read(text);
  const wrong = typeof held === 'string' ? held : null;
  // What comes from elsewhere (undo, the canvas) is shown, unless it is what stands here already.
  useEffect(() => {
    if (typeof held === 'string' || JSON.stringify(held) !== JSON.stringify(step)) setText(write(step));
  }, [step]);
  return (
    <Textarea
      className={classes.json}
      label={t('step_panel.json')}
      value={text}
      onChange={(e) => {
        setText(e.currentTarget.value);
        const next = read(e.currentTarget.value);
        if (typeof next !== 'string') draft.edit({ do: 'step', id, step: next }, `json:${id}`);
      }}
      onBlur={draft.settle}
      error={wrong ? t('step_panel.json_wrong', { what: wrong }) : undefined}
      autosize
      minRows={8}
      maxRows={28}
      disabled={!may}
      spellCheck={false}
    />
  );
}
