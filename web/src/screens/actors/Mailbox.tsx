import { useFormat } from '../../ui/format';
import classes from './Actors.module.css';

/** A mailbox so full is drawn as a whole bar. */
const full = 100;
const high = 60;

/** How much waits now, and the most that was seen. */
export function Mailbox({ now, peak }: { now: number; peak: number }) {
  const format = useFormat();
  return (
    <span className={classes.meter}>
      <span className={classes.bar} aria-hidden="true">
        <span
          className={classes.fill}
          data-high={now >= high || undefined}
          style={{ width: `${Math.min(100, (now / full) * 100)}%` }}
        />
      </span>
      {format.number(now)} / {format.number(peak)}
    </span>
  );
}
