import { UnstyledButton } from '@mantine/core';
import { useFormat } from '../../ui/format';
import classes from './Dashboard.module.css';

export type Bar = { key: string; name: string; count: number; onOpen?: () => void };

/** Names and how often, the most first; each leads to what is behind it. */
export function Bars({ bars, tone = 'bot' }: { bars: readonly Bar[]; tone?: 'bot' | 'person' | 'bad' }) {
  const format = useFormat();
  const most = Math.max(1, ...bars.map((b) => b.count));
  return (
    <ul className={classes.bars}>
      {bars.map((bar) => {
        const inside = (
          <>
            <bdi className={classes.barName} title={bar.name}>
              {bar.name}
            </bdi>
            <span className={classes.track} aria-hidden="true">
              <span
                className={classes.fill}
                data-tone={tone}
                style={{ width: `${(bar.count / most) * 100}%` }}
              />
            </span>
            <span>{format.number(bar.count)}</span>
          </>
        );
        return (
          <li key={bar.key}>
            {bar.onOpen ? (
              <UnstyledButton className={classes.bar} onClick={bar.onOpen}>
                {inside}
              </UnstyledButton>
            ) : (
              <div className={classes.bar}>{inside}</div>
            )}
          </li>
        );
      })}
    </ul>
  );
}
