import { Alert, Button, Group, Text, Textarea } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, ask } from '../../api/client';
import { problemOf } from '../../api/problem';
import { useMay } from '../../api/session';
import { useAct } from '../../ui/act';
import { Json, setOut } from '../../ui/Json';
import { ProblemNote } from '../../ui/ProblemNote';
import classes from './Failed.module.css';
import { Preview } from './Preview';
import { redriveOne } from './redriveAll';
import { canRedrive, type Letter, type Outcome } from './types';

/** The cause as it is kept: corrected, tried without consequences, and sent into the conversation again. */
export function Editor({ letter, handBack }: { letter: Letter; handBack: boolean }) {
  const { t } = useTranslation('failed');
  const may = useMay('dead-letters:write');
  const before = setOut(letter.body);
  const [text, setText] = useState(before);
  const path = { id: String(letter.id) };
  const changed = text !== before;
  const body = read(text);
  const edited = changed && body ? { body } : {};
  const preview = useMutation({
    mutationFn: () =>
      ask(
        api.POST('/api/v1/dead-letters/{id}/preview', {
          params: { path },
          body: { ...edited, as_bot: handBack },
        }),
      ) as Promise<Outcome>,
  });
  const redrive = useAct(() => redriveOne(letter, handBack, edited), {
    renews: [['letters']],
    done: t('redriven'),
    quiet: true,
  });
  if (letter.body === null || letter.body === undefined)
    return <Text size="sm">{letter.body === null ? t('body_hidden') : null}</Text>;
  if (!canRedrive(letter) || !may)
    return (
      <section className={classes.section} aria-label={t('body')}>
        <h3>{t('body')}</h3>
        <Json value={letter.body} label={t('body')} />
      </section>
    );
  const failed = redrive.error ?? preview.error;
  const fields = failed
    ? problemOf(failed)
        .errors.map((e) => `${e.field}: ${e.hint}`)
        .join(' · ')
    : '';
  return (
    <section className={classes.section} aria-label={t('body')}>
      <h3>{t('body')}</h3>
      <Textarea
        className={classes.editor}
        label={t('edit')}
        description={t('edit_hint')}
        value={text}
        onChange={(e) => setText(e.currentTarget.value)}
        error={body ? fields || undefined : t('no_json')}
        autosize
        minRows={6}
        maxRows={18}
        spellCheck={false}
      />
      <Group gap="sm" mt="sm">
        <Button
          variant="default"
          disabled={!body}
          loading={preview.isPending}
          onClick={() => preview.mutate()}
        >
          {t('preview')}
        </Button>
        <Button
          variant="default"
          disabled={!body || !changed}
          loading={redrive.isPending}
          onClick={() => redrive.mutate(undefined)}
        >
          {t('retry_edited')}
        </Button>
      </Group>
      {failed && !fields && <ProblemNote error={failed} />}
      {preview.data && !preview.isPending && <Preview outcome={preview.data} />}
      {changed && (
        <Alert variant="light" color="warn" mt="sm">
          {t('edited')}
        </Alert>
      )}
    </section>
  );
}

/** The text as the object it should be, or null. */
function read(text: string): Record<string, never> | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, never>)
      : null;
  } catch {
    return null;
  }
}
