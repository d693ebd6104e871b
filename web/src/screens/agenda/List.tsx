import { UnstyledButton } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Empty } from '../../ui/states';
import classes from './agenda.module.css';
import type { Shown } from './index';
import { StatusWord } from './StatusWord';
import { markOf } from './types';
import { dateField, day, rangeOf, timeField, titleOf, wallOfIso } from './zone';

/** Day by day, one under the other: also on a telephone. */
export function AppointmentList({ wall, zone, appointments, resources, onOpen }: Shown) {
  const { t, i18n } = useTranslation('agenda');
  const [from] = rangeOf('list', wall);
  if (appointments.length === 0) return <Empty title={t('empty')}>{t('empty_hint')}</Empty>;
  const days = Array.from({ length: 7 }, (_, i) => from + i * day);
  return (
    <div className={classes.list}>
      {days.map((at) => {
        const here = appointments.filter((a) => dateField(wallOfIso(a.starts_at, zone)) === dateField(at));
        if (here.length === 0) return null;
        return (
          <section key={at}>
            <h3 className={classes.day}>{titleOf('day', at, i18n.language)}</h3>
            {here.map((a) => {
              const resource = resources.find((r) => r.id === a.resource_id);
              return (
                <UnstyledButton key={a.id} className={classes.row} onClick={() => onOpen(a)}>
                  <span className={classes.when}>
                    {timeField(wallOfIso(a.starts_at, zone))}–{timeField(wallOfIso(a.ends_at, zone))}
                  </span>
                  <span className={classes.words}>
                    <bdi className={classes.what}>{a.title}</bdi>
                    <span className={classes.who}>
                      {a.contact_name && <bdi>{a.contact_name}</bdi>}
                      {resource && (
                        <span>
                          <span
                            className={classes.mark}
                            style={{ background: markOf(resource.colour) }}
                            aria-hidden="true"
                          />{' '}
                          <bdi>{resource.name}</bdi>
                        </span>
                      )}
                    </span>
                  </span>
                  <StatusWord status={a.status} />
                </UnstyledButton>
              );
            })}
          </section>
        );
      })}
    </div>
  );
}
