import { IconChevronDown, IconChevronRight } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../format';
import classes from './Trace.module.css';
import type { TraceLine } from './types';

const sent = new Set(['sent']);
const persons = new Set(['handoff', 'human', 'control', 'suppressed', 'assign']);

/** What one turn did, step by step: node → what → what was sent. */
export function TraceTurn({
  title,
  at,
  lines,
  children,
  opened = true,
}: {
  title: string;
  at: string;
  lines: readonly TraceLine[];
  children?: ReactNode;
  opened?: boolean;
}) {
  const { t } = useTranslation('phone');
  const format = useFormat();
  const [open, setOpen] = useState(opened);
  const Chevron = open ? IconChevronDown : IconChevronRight;
  return (
    <div className={classes.turn} data-testid="turn">
      <button type="button" className={classes.head} aria-expanded={open} onClick={() => setOpen(!open)}>
        <Chevron size={14} aria-hidden="true" style={{ alignSelf: 'center', flex: 'none' }} />
        <span className={classes.said} dir="auto">
          {title}
        </span>
        <time dateTime={at}>{format.time(at)}</time>
      </button>
      {open && (
        <ul className={classes.lines}>
          {lines.map((line, i) => (
            <li
              key={i}
              data-voice={sent.has(line.what) ? 'bot' : persons.has(line.what) ? 'person' : undefined}
            >
              <span className={`mono ${classes.node}`} title={line.node}>
                {line.node || '·'}
              </span>
              <span>
                {t(`what.${line.what}`, { defaultValue: line.what })}{' '}
                <span className={`mono ${classes.detail}`} dir="auto">
                  {line.detail}
                </span>
              </span>
            </li>
          ))}
          {lines.length === 0 && (
            <li>
              <span />
              <span className={classes.detail}>{t('trace.nothing')}</span>
            </li>
          )}
        </ul>
      )}
      {children}
    </div>
  );
}
