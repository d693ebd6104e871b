import { Alert, Anchor, Button, Group, Stack, Text } from '@mantine/core';
import { IconCopy, IconSend, IconTrash } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, ask } from '../../api/client';
import { problemOf } from '../../api/problem';
import { useMay } from '../../api/session';
import { useAct } from '../../ui/act';
import { useConfirm } from '../../ui/confirm';
import { ProblemNote } from '../../ui/ProblemNote';
import { Screen } from '../../ui/Screen';
import { Loaded } from '../../ui/states';
import { bodyFault, componentsOf, draftOf, emptyDraft } from './draft';
import { Fields } from './Fields';
import { Preview } from './Preview';
import { channelsQuery, templateQuery, templatesKey } from './query';
import { StatusBadge } from './StatusBadge';
import classes from './Templates.module.css';
import type { Draft, Template } from './types';

const changeable = new Set(['DRAFT', 'REJECTED']);
const copied = 'charla.template.copy';

/** A copy is carried to the new template's page. */
const takeCopy = (): Draft | null => {
  const text = sessionStorage.getItem(copied);
  sessionStorage.removeItem(copied);
  return text ? (JSON.parse(text) as Draft) : null;
};

export function Editor({ id }: { id: string }) {
  const channels = useQuery(channelsQuery);
  const fresh = id === 'new';
  const one = useQuery({ ...templateQuery(id), enabled: !fresh });
  const { t } = useTranslation('templates');
  const [copy] = useState(() => (fresh ? takeCopy() : null));
  return (
    <Loaded query={channels}>
      {(list) =>
        fresh ? (
          <Form
            first={copy ?? emptyDraft(list[0]?.key ?? '')}
            title={t('new')}
            channels={list.map((c) => c.key)}
          />
        ) : (
          <Loaded query={one}>
            {(template) => (
              <Form
                key={template.updated_at}
                template={template}
                first={draftOf(template)}
                title={`${template.name} · ${template.language}`}
                channels={list.map((c) => c.key)}
              />
            )}
          </Loaded>
        )
      }
    </Loaded>
  );
}

async function save(draft: Draft, template?: Template): Promise<Template> {
  const components = componentsOf(draft) as never;
  const { category } = draft;
  if (template) {
    const path = { id: String(template.id) };
    const body = { category, components };
    return (await ask(api.PATCH('/api/v1/templates/{id}', { params: { path }, body }))) as Template;
  }
  const { channel, name, language } = draft;
  const body = { channel, name, language, category, components };
  return (await ask(api.POST('/api/v1/templates', { body }))) as Template;
}

function Form({
  first,
  template,
  title,
  channels,
}: {
  first: Draft;
  template?: Template;
  title: string;
  channels: readonly string[];
}) {
  const { t } = useTranslation('templates');
  const { t: shell } = useTranslation();
  const go = useNavigate();
  const may = useMay('templates:write');
  const { ask: confirm, dialog } = useConfirm();
  const [draft, setDraft] = useState(first);
  // What the server has of it by now: a draft that was kept and then refused is not made a second time.
  const [kept, setKept] = useState<{ template?: Template; draft: Draft }>({ template, draft: first });
  const set = (change: Partial<Draft>) => setDraft({ ...draft, ...change });
  const locked = !may || (template !== undefined && !changeable.has(template.status));
  const changed = !kept.template || JSON.stringify(draft) !== JSON.stringify(kept.draft);
  const store = async () => {
    const saved = await save(draft, kept.template);
    setKept({ template: saved, draft });
    return saved;
  };
  const keep = useAct(store, { renews: [templatesKey], done: t('saved'), quiet: true });
  const submit = useAct(
    async () => {
      const saved = changed ? await store() : (kept.template as Template);
      const path = { id: String(saved.id) };
      return ask(api.POST('/api/v1/templates/{id}/submit', { params: { path } }));
    },
    { renews: [templatesKey], done: t('submitted'), quiet: true },
  );
  const remove = useAct(
    () => ask(api.DELETE('/api/v1/templates/{id}', { params: { path: { id: String(template?.id) } } })),
    { renews: [templatesKey], done: t('removed') },
  );
  const thrown = submit.error ?? keep.error;
  const problem = thrown ? problemOf(thrown) : null;
  const open = (one: { id?: number }) =>
    void go({ to: '/templates/$id', params: { id: String(one.id) }, replace: true });
  const bad = bodyFault(draft.body) !== null || !draft.name;
  return (
    <Screen
      title={title}
      actions={
        may && (
          <>
            {template && (
              <>
                <Button
                  variant="subtle"
                  color="bad"
                  leftSection={<IconTrash size={15} />}
                  onClick={() =>
                    confirm({
                      title: t('remove.title', { name: template.name }),
                      text: t('remove.text'),
                      act: shell('delete'),
                      danger: true,
                      run: () => remove.mutate(undefined, { onSuccess: () => void go({ to: '/templates' }) }),
                    })
                  }
                >
                  {shell('delete')}
                </Button>
                <Button
                  variant="default"
                  leftSection={<IconCopy size={15} />}
                  onClick={() => {
                    sessionStorage.setItem(copied, JSON.stringify({ ...draft, name: `${draft.name}_2` }));
                    void go({ to: '/templates/$id', params: { id: 'new' } });
                  }}
                >
                  {t('copy')}
                </Button>
              </>
            )}
            {!locked && (
              <>
                <Button
                  variant="default"
                  loading={keep.isPending}
                  disabled={!changed || bad}
                  onClick={() => keep.mutate(undefined, { onSuccess: open })}
                >
                  {t('save_draft')}
                </Button>
                <Button
                  leftSection={<IconSend size={15} />}
                  loading={submit.isPending}
                  disabled={bad}
                  onClick={() => submit.mutate(undefined, { onSuccess: open })}
                >
                  {t('submit')}
                </Button>
              </>
            )}
          </>
        )
      }
    >
      <Stack gap="md">
        <Group gap="md">
          <Anchor component={Link} to="/templates" size="sm">
            ← {t('back')}
          </Anchor>
          {template && <StatusBadge status={template.status} />}
          {template?.reason && template.reason !== 'NONE' && (
            <Text size="sm" c="bad" dir="auto">
              {template.reason}
            </Text>
          )}
        </Group>
        {template && !changeable.has(template.status) && (
          <Alert variant="light" color="warn" maw={560}>
            {t('locked')}
          </Alert>
        )}
        {problem && <ProblemNote error={problem} />}
        <div className={classes.editor}>
          <fieldset disabled={locked} style={{ border: 0, margin: 0, padding: 0, minWidth: 0 }}>
            <Fields
              draft={draft}
              set={set}
              problem={problem}
              channels={channels}
              made={kept.template !== undefined}
            />
          </fieldset>
          <Preview
            draft={draft}
            locked={locked}
            wanted={problem?.errors.some((e) => e.field.endsWith('.example')) ?? false}
            onExample={(key, value) => set({ examples: { ...draft.examples, [key]: value } })}
          />
        </div>
      </Stack>
      {dialog}
    </Screen>
  );
}
