import { Alert, Stack, Table, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../ui/format';
import classes from './Contacts.module.css';
import type { Report } from './types';

/** What would come of the file, or has come of it. */
export function ImportReport({ report }: { report: Report }) {
  const { t } = useTranslation('contacts');
  const format = useFormat();
  const counts = ['added', 'changed', 'unchanged', 'refused'] as const;
  return (
    <Stack gap="sm" role="status">
      <Text fw={620}>{t(report.dry_run ? 'report.dry' : 'report.done')}</Text>
      <Text size="sm" data-testid="report">
        {counts.map((name) => `${t(`report.${name}`)}: ${format.number(report[name])}`).join(' · ')}
      </Text>
      {(report.next_line !== null || report.untold > 0) && (
        <Alert variant="light" color="warn">
          {t('report.again')}
        </Alert>
      )}
      {report.problems.length > 0 && (
        <div className={classes.problems}>
          <Table verticalSpacing={4} aria-label={t('report.problems')}>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{t('report.line')}</Table.Th>
                <Table.Th>{t('report.field')}</Table.Th>
                <Table.Th>{t('report.hint')}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {report.problems.map((p, i) => (
                <Table.Tr key={i}>
                  <Table.Td className="number">{p.line}</Table.Td>
                  <Table.Td className="mono">{p.field}</Table.Td>
                  <Table.Td>{p.hint}</Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
          {report.more_problems > 0 && (
            <Text size="sm" c="dimmed">
              {t('report.more', { count: report.more_problems })}
            </Text>
          )}
        </div>
      )}
    </Stack>
  );
}
