import { Badge, Checkbox, Group, Table } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { When } from '../../ui/When';
import classes from './Contacts.module.css';
import type { Consent, Contact } from './types';

const tags_shown = 4;

export function ConsentBadge({ consent }: { consent: string }) {
  const { t } = useTranslation('contacts');
  const color = { opted_in: 'ok', opted_out: 'bad' }[consent] ?? 'customer';
  return (
    <Badge color={color}>
      {t(`consent.${(consent || 'unknown') as Consent}`, { defaultValue: consent })}
    </Badge>
  );
}

export function TagList({ tags, most = tags_shown }: { tags: readonly string[]; most?: number }) {
  return (
    <Group gap={4}>
      {tags.slice(0, most).map((tag) => (
        <Badge key={tag} color="customer" variant="light">
          <bdi>{tag}</bdi>
        </Badge>
      ))}
      {tags.length > most && (
        <Badge color="customer" variant="transparent" title={tags.slice(most).join(', ')}>
          +{tags.length - most}
        </Badge>
      )}
    </Group>
  );
}

/** The people, each with what names them and what one sorts them by. */
export function Rows({
  contacts,
  chosen,
  onChosen,
  choosing,
}: {
  contacts: readonly Contact[];
  chosen: ReadonlySet<string>;
  onChosen: (ids: ReadonlySet<string>) => void;
  choosing: boolean;
}) {
  const { t } = useTranslation('contacts');
  const all = contacts.length > 0 && contacts.every((c) => chosen.has(c.id));
  const toggle = (id: string) => {
    const next = new Set(chosen);
    if (!next.delete(id)) next.add(id);
    onChosen(next);
  };
  return (
    <Table className={classes.table} aria-label={t('title')}>
      <Table.Thead>
        <Table.Tr>
          {choosing && (
            <Table.Th w={44}>
              <Checkbox
                size="xs"
                aria-label={t('list.all')}
                checked={all}
                indeterminate={chosen.size > 0 && !all}
                onChange={() => onChosen(all ? new Set() : new Set(contacts.map((c) => c.id)))}
              />
            </Table.Th>
          )}
          <Table.Th>{t('list.who')}</Table.Th>
          <Table.Th>{t('field.tags')}</Table.Th>
          <Table.Th>{t('field.consent')}</Table.Th>
          <Table.Th>{t('list.since')}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {contacts.map((one) => (
          <Table.Tr key={one.id} className={classes.row} data-chosen={chosen.has(one.id)}>
            {choosing && (
              <Table.Td>
                <Checkbox
                  size="xs"
                  aria-label={t('list.choose', { name: one.name || one.phone })}
                  checked={chosen.has(one.id)}
                  onChange={() => toggle(one.id)}
                />
              </Table.Td>
            )}
            <Table.Td>
              <Link className={classes.name} to="/contacts/$id" params={{ id: one.id }}>
                <bdi>{one.name || t('nameless')}</bdi>
              </Link>
              <span className="mono">{one.phone ? `+${one.phone.replace(/^\+/, '')}` : one.user_id}</span>
            </Table.Td>
            <Table.Td>
              <TagList tags={one.tags} />
            </Table.Td>
            <Table.Td>
              <ConsentBadge consent={one.consent} />
            </Table.Td>
            <Table.Td>
              <When at={one.created_at} />
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
