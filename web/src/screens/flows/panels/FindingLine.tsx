import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Finding } from '../model/findings';
import { useNames } from '../names';
import classes from './panels.module.css';

/** One thing that the linter says: how bad, in people's words, and in its own. */
export function FindingLine({ finding, step }: { finding: Finding; step?: string | null }) {
  const { t } = useTranslation('flows');
  const names = useNames();
  const words = names.finding(finding.code);
  return (
    <div className={classes.finding} data-severity={finding.severity}>
      <Text size="xs" className={classes.severity}>
        {t(`severity.${finding.severity}`)}
        {step ? (
          <>
            {' · '}
            <bdi className="mono">{step}</bdi>
          </>
        ) : null}
      </Text>
      <Text size="sm">{words ?? finding.what}</Text>
      {words && (
        <Text size="xs" c="dimmed" lang="en">
          {finding.what}
        </Text>
      )}
    </div>
  );
}
