import { ActionIcon, Button, Group, TagsInput, TextInput } from '@mantine/core';
import { IconPencil } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, ask } from '../../../api/client';
import { useMay } from '../../../api/session';
import { useAct } from '../../../ui/act';
import { When } from '../../../ui/When';
import { tame, tameLine } from '../../../ui/whatsapp/tame';
import shared from '../inbox.module.css';
import type { Contact } from '../types';
import { contactKey } from './Panel';
import classes from './panel.module.css';

function Fact({ name, children }: { name: ReactNode; children: ReactNode }) {
  return (
    <div className={classes.fact}>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

/** Attribute values are texts, numbers or truths; whatever else stands there is shown as it is kept. */
const shownOf = (value: unknown) => tame(typeof value === 'string' ? value : JSON.stringify(value));

/** The person: names, consent, tags, attributes. */
export function Person({ of }: { of: Contact }) {
  const { t } = useTranslation('inbox');
  const may = useMay('contacts:write');
  const change = useAct(
    (body: { name?: string; tags?: string[]; consent?: 'opted_in' | 'opted_out' | 'unknown' }) =>
      ask(api.PATCH('/api/v1/contacts/{id}', { params: { path: { id: of.id } }, body })),
    { renews: [contactKey(of.id)] },
  );
  const [naming, setNaming] = useState<string | null>(null);
  const attributes = Object.entries((of.attributes ?? {}) as Record<string, unknown>);
  const consent = of.consent || 'none';
  return (
    <section>
      <h3 className={shared.h3}>{t('panel.contact')}</h3>
      {naming === null ? (
        <Group gap={4} wrap="nowrap">
          <bdi className={classes.personName}>{tameLine(of.name) || t('panel.no_name')}</bdi>
          {may && (
            <ActionIcon variant="subtle" aria-label={t('panel.rename')} onClick={() => setNaming(of.name)}>
              <IconPencil size={14} />
            </ActionIcon>
          )}
        </Group>
      ) : (
        <form
          onSubmit={(e) => {
            e.preventDefault();
            change.mutate({ name: naming }, { onSuccess: () => setNaming(null) });
          }}
        >
          <Group gap={4} wrap="nowrap">
            <TextInput
              size="xs"
              flex={1}
              aria-label={t('panel.rename')}
              value={naming}
              maxLength={200}
              onChange={(e) => setNaming(e.currentTarget.value)}
              data-autofocus
            />
            <Button type="submit" loading={change.isPending}>
              {t('panel.keep')}
            </Button>
          </Group>
        </form>
      )}
      <dl className={classes.facts}>
        {of.phone && (
          <Fact name={t('panel.phone')}>
            <span className="mono">{tameLine(of.phone)}</span>
          </Fact>
        )}
        <Fact name={t('panel.consent')}>
          {t(`consent.${consent}`)}
          {of.consent_at && (
            <span className={shared.small}>
              {' '}
              {tameLine(of.consent_source)} · <When at={of.consent_at} />
            </span>
          )}
        </Fact>
        {of.locale && <Fact name={t('panel.locale')}>{tameLine(of.locale)}</Fact>}
        {of.timezone && <Fact name={t('panel.timezone')}>{tameLine(of.timezone)}</Fact>}
        <Fact name={t('panel.since')}>
          <When at={of.created_at} />
        </Fact>
        {attributes.map(([name, value]) => (
          <Fact key={name} name={<span className="mono">{tameLine(name)}</span>}>
            <span dir="auto">{shownOf(value)}</span>
          </Fact>
        ))}
      </dl>
      <TagsInput
        size="xs"
        label={t('panel.tags')}
        value={of.tags.map(tameLine)}
        disabled={!may}
        maxTags={50}
        onChange={(tags) => change.mutate({ tags })}
        placeholder={of.tags.length === 0 ? t('panel.tags_hint') : undefined}
      />
    </section>
  );
}
