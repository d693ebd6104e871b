import { Stack, Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { ProblemNote } from '../../../ui/ProblemNote';
import { useEditor } from '../editor/context';
import { stepOf, worstFirst } from '../model/findings';
import { FindingLine } from './FindingLine';
import classes from './panels.module.css';
import { Tests } from './Tests';

/** Everything that the linter and the flow's tests say; each line leads to its step. */
export function ProblemsPanel() {
  const { t } = useTranslation('flows');
  const { findings, graph, goTo, checked } = useEditor();
  return (
    <Stack gap="sm" p="md">
      {checked.error ? <ProblemNote error={checked.error} /> : null}
      <Text size="sm" c="dimmed" role="status">
        {findings.length === 0
          ? checked.pending
            ? t('problems.checking')
            : t('problems.none')
          : t('problems.count', { count: findings.length })}
      </Text>
      {worstFirst(findings).map((finding) => {
        const id = stepOf(graph, finding);
        const key = finding.code + finding.where + finding.what;
        if (id === null) return <FindingLine key={key} finding={finding} />;
        return (
          <button type="button" key={key} className={classes.row} onClick={() => goTo(id, { edit: true })}>
            <FindingLine finding={finding} step={id} />
          </button>
        );
      })}
      <Title order={2} mt="md">
        {t('tests.title')}
      </Title>
      <Tests tests={checked.tests} />
    </Stack>
  );
}
