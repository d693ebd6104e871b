import { IconRobot } from '@tabler/icons-react';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { InteractiveContent } from '../whatsapp/types';
import classes from './Phone.module.css';
import { PhoneBubble } from './PhoneBubble';
import { ListSheet, type Tap } from './PhoneChoices';
import { PhoneInput } from './PhoneInput';
import type { Line, Media, Place } from './types';

export type PhoneActs = {
  onText: (text: string) => unknown;
  onTap?: Tap;
  onPlace?: (place: Place) => void;
  onMedia?: (media: Media) => void;
};

/** The customer's phone: what they say stands on the right. Draws and asks; who drives it decides what happens. */
export function Phone({
  title,
  sub,
  label,
  lines,
  busy = false,
  closed,
  suggestion,
  empty,
  ...acts
}: PhoneActs & {
  title: string;
  sub?: ReactNode;
  /** What names this phone to who cannot see it. */
  label: string;
  lines: readonly Line[];
  busy?: boolean;
  /** Why nothing can be written now. */
  closed?: string;
  /** Stands in the box already: Enter sends it. */
  suggestion?: string;
  empty?: ReactNode;
}) {
  const { t } = useTranslation('phone');
  const thread = useRef<HTMLDivElement>(null);
  const [list, setList] = useState<InteractiveContent | null>(null);
  const [place, setPlace] = useState(false);
  const last = lines.at(-1)?.key;
  useEffect(() => {
    const el = thread.current;
    if (el && last !== undefined) el.scrollTop = el.scrollHeight;
  }, [last]);
  const may = !closed && !busy;
  const tap = acts.onTap;
  return (
    <section className={classes.phone} aria-label={label} data-testid="phone">
      <div className={classes.glass}>
        <div className={classes.head}>
          <span className={classes.face}>
            <IconRobot size={19} stroke={1.6} aria-hidden="true" />
          </span>
          <div className={classes.who}>
            <div className={classes.name}>
              <bdi>{title}</bdi>
            </div>
            {sub && <div className={classes.sub}>{sub}</div>}
          </div>
        </div>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so keys must reach it */}
        <div ref={thread} className={classes.thread} role="log" aria-label={t('thread')} tabIndex={0}>
          {lines.length === 0 && <div className={classes.day}>{empty ?? t('empty')}</div>}
          {lines.map((line) => (
            <PhoneBubble
              key={line.key}
              line={line}
              onTap={may ? tap : undefined}
              onList={may && tap ? setList : undefined}
              onPlace={may && acts.onPlace ? () => setPlace(true) : undefined}
            />
          ))}
        </div>
        <PhoneInput
          {...acts}
          closed={closed}
          suggestion={suggestion}
          place={place}
          onPlaceOpen={setPlace}
          busy={busy}
        />
        {list && tap && (
          <ListSheet
            content={list}
            onClose={() => setList(null)}
            onTap={(choice) => {
              setList(null);
              tap(choice);
            }}
          />
        )}
      </div>
    </section>
  );
}
