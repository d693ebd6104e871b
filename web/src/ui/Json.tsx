import classes from './Json.module.css';

/** What a machine wrote, as it is: JSON is set out line by line, anything else is left alone. */
export function Json({ value, label }: { value: unknown; label: string }) {
  return (
    <section aria-label={label}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keys */}
      <pre className={classes.json} tabIndex={0} dir="ltr">
        {setOut(value)}
      </pre>
    </section>
  );
}

export function setOut(value: unknown): string {
  if (typeof value !== 'string') return JSON.stringify(value, null, 2) ?? '';
  try {
    return JSON.stringify(JSON.parse(value), null, 2);
  } catch {
    return value;
  }
}
