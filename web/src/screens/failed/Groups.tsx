import { Badge, Text, UnstyledButton } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../ui/format';
import { When } from '../../ui/When';
import classes from './Failed.module.css';
import { type Group, groupKey } from './types';

/** What went wrong, how often, since when. Choosing one shows its letters only. */
export function Groups({
  groups,
  chosen,
  onChoose,
}: {
  groups: readonly Group[];
  chosen: string | null;
  onChoose: (key: string | null) => void;
}) {
  const { t } = useTranslation('failed');
  const format = useFormat();
  const total = groups.reduce((sum, g) => sum + g.count, 0);
  return (
    <nav className={classes.groups} aria-label={t('groups')}>
      <UnstyledButton className={classes.group} aria-pressed={chosen === null} onClick={() => onChoose(null)}>
        <span className={classes.line}>
          <span className={classes.reason}>{t('all')}</span>
          <Badge color={total > 0 ? 'bad' : 'customer'}>{format.number(total)}</Badge>
        </span>
      </UnstyledButton>
      {groups.map((group) => {
        const key = groupKey(group);
        return (
          <UnstyledButton
            key={key}
            className={classes.group}
            aria-pressed={chosen === key}
            onClick={() => onChoose(key)}
          >
            <span className={classes.line}>
              <span className={classes.reason}>
                {t(`why.${group.reason.replaceAll('.', '_')}`, { defaultValue: group.reason })}
              </span>
              <Badge color="bad">{format.number(group.count)}</Badge>
            </span>
            <Text size="xs" c="dimmed" component="span" display="block">
              {t(`kind.${group.kind}`, { defaultValue: group.kind })} ·{' '}
              <span className="mono">{group.reason}</span>
            </Text>
            <Text size="xs" c="dimmed" component="span" display="block">
              {t('from')} <When at={group.first_at} /> {t('until')} <When at={group.last_at} />
            </Text>
          </UnstyledButton>
        );
      })}
    </nav>
  );
}
