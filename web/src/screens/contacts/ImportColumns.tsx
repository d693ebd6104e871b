import { Select, Table, Text, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import classes from './Contacts.module.css';

const fields = ['phone', 'name', 'tags', 'locale', 'consent'];
const attribute = 'attr:';

/** What each column of the file is. */
export function ImportColumns({
  rows,
  columns,
  onColumns,
}: {
  rows: readonly string[][];
  columns: readonly string[];
  onColumns: (columns: string[]) => void;
}) {
  const { t } = useTranslation('contacts');
  const set = (i: number, column: string) => onColumns(columns.with(i, column));
  return (
    <div className={classes.problems}>
      <Table verticalSpacing={4} aria-label={t('import.columns')}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('import.column')}</Table.Th>
            <Table.Th>{t('import.example')}</Table.Th>
            <Table.Th>{t('import.is')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {(rows[0] ?? []).map((title, i) => {
            const column = columns[i] ?? '';
            const named = column.startsWith(attribute);
            return (
              <Table.Tr key={`${i} ${title}`}>
                <Table.Td>
                  <bdi>{title}</bdi>
                </Table.Td>
                <Table.Td maw={160}>
                  <Text size="sm" truncate dir="auto">
                    {rows[1]?.[i] ?? ''}
                  </Text>
                </Table.Td>
                <Table.Td>
                  <Select
                    size="xs"
                    aria-label={t('import.is_of', { column: title })}
                    data={[
                      ...fields.map((value) => ({ value, label: t(`field.${value}`) })),
                      { value: attribute, label: t('field.attribute') },
                      { value: '', label: t('import.skip') },
                    ]}
                    value={named ? attribute : column}
                    onChange={(v) => set(i, v === attribute ? `${attribute}${title.trim()}` : (v ?? ''))}
                  />
                  {named && (
                    <TextInput
                      mt={4}
                      size="xs"
                      aria-label={t('import.attribute_of', { column: title })}
                      value={column.slice(attribute.length)}
                      onChange={(e) => set(i, attribute + e.currentTarget.value)}
                      maxLength={60}
                    />
                  )}
                </Table.Td>
              </Table.Tr>
            );
          })}
        </Table.Tbody>
      </Table>
      {!columns.includes('phone') && (
        <Text size="sm" c="bad" role="alert">
          {t('import.no_phone')}
        </Text>
      )}
    </div>
  );
}
