import { useTranslation } from 'react-i18next';
import classes from './Actors.module.css';

const keys: Record<string, string> = {
  'paused by an operator': 'paused',
  'stopped by an operator': 'stopped',
  'stopped by the provider': 'refused',
  'waiting for the store': 'no_store',
  'telling suspects alone': 'suspects',
};
const resting = new Set(['idle', 'fresh']);
const warning = new Set(['paused', 'stopped', 'refused', 'no_store', 'burying', 'recovering', 'suspects']);

/** What an actor does now, in a word; the mark beside it says the same by its shape. */
export function State({ state }: { state: string }) {
  const { t } = useTranslation('actors');
  const key = keys[state] ?? state;
  const tone = warning.has(key) ? 'warn' : resting.has(key) ? 'rest' : 'busy';
  return (
    <span className={classes.state}>
      <span className={classes.dot} data-tone={tone} />
      {t(`state.${key}`, { defaultValue: state })}
    </span>
  );
}
