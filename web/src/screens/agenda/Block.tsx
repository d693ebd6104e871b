import classes from './agenda.module.css';
import { StatusWord } from './StatusWord';
import { type Appointment, markOf, type Resource } from './types';
import { timeField, wallOfIso } from './zone';

/** An appointment inside a calendar: when, what, with whom, and how it stands, in words. */
export function Block({
  appointment: a,
  zone,
  resource,
  small,
  brief,
}: {
  appointment: Appointment;
  zone: string;
  resource?: Resource;
  /** There is room for one line. */
  small?: boolean;
  /** When it begins will do. */
  brief?: boolean;
}) {
  const from = timeField(wallOfIso(a.starts_at, zone));
  const to = timeField(wallOfIso(a.ends_at, zone));
  return (
    <div className={small ? classes.small : classes.block}>
      <span className={classes.when}>
        {resource && (
          <span className={classes.mark} style={{ background: markOf(resource.colour) }} aria-hidden="true" />
        )}
        {brief ? from : `${from}–${to}`}
      </span>{' '}
      <bdi className={classes.what}>{a.title}</bdi> {!small && a.contact_name && <bdi>{a.contact_name}</bdi>}{' '}
      <StatusWord status={a.status} />
    </div>
  );
}
