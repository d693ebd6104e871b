import { Button, FileInput, Group, Modal, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, ask } from '../../api/client';
import { useAct } from '../../ui/act';
import { ProblemNote } from '../../ui/ProblemNote';
import { guessColumns, readCsv, writeCsv } from './csv';
import { ImportColumns } from './ImportColumns';
import { ImportReport } from './ImportReport';
import { contactsKey } from './query';
import type { Report } from './types';

const bytes_most = 4 << 20;

const send = async (text: string, dry_run: boolean): Promise<Report> =>
  (await ask(
    api.POST('/api/v1/contacts/import', {
      params: { query: { dry_run } },
      body: text,
      bodySerializer: (body: string) => body,
      headers: { 'Content-Type': 'text/csv' },
    }),
  )) as Report;

/** A file of contacts: what each column is, what would come of it, and then it is done. */
export function ImportCsv({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('contacts');
  const { t: shell } = useTranslation();
  const [rows, setRows] = useState<string[][]>([]);
  const [columns, setColumns] = useState<string[]>([]);
  const [wrong, setWrong] = useState('');
  const text = () => writeCsv(rows, columns);
  const dry = useAct(() => send(text(), true), { quiet: true });
  const real = useAct(() => send(text(), false), { renews: [contactsKey], quiet: true });
  const read = async (file: File | null) => {
    dry.reset();
    real.reset();
    setWrong('');
    setRows([]);
    if (!file) return;
    if (file.size > bytes_most) return setWrong(t('import.too_large'));
    const found = readCsv(await file.text());
    if (found.length < 2) return setWrong(t('import.no_rows'));
    setRows(found);
    setColumns(guessColumns(found[0] ?? []));
  };
  const change = (next: string[]) => {
    dry.reset();
    setColumns(next);
  };
  const error = real.error ?? dry.error;
  return (
    <Modal
      opened
      onClose={onClose}
      size="lg"
      title={t('import.title')}
      closeButtonProps={{ 'aria-label': shell('close') }}
    >
      <Stack gap="md">
        <Text size="sm">{t('import.what')}</Text>
        <FileInput
          label={t('import.file')}
          placeholder="contacts.csv"
          accept=".csv,text/csv,text/plain"
          onChange={(file) => void read(file)}
          error={wrong}
        />
        {rows.length > 0 && !real.data && <ImportColumns rows={rows} columns={columns} onColumns={change} />}
        {error && <ProblemNote error={error} />}
        {(real.data ?? dry.data) && <ImportReport report={(real.data ?? dry.data) as Report} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {shell(real.data ? 'close' : 'cancel')}
          </Button>
          {rows.length > 0 && !real.data && (
            <Button
              variant={dry.data ? 'default' : 'filled'}
              disabled={!columns.includes('phone')}
              loading={dry.isPending}
              onClick={() => dry.mutate(undefined)}
            >
              {t('import.try')}
            </Button>
          )}
          {dry.data && !real.data && (
            <Button
              loading={real.isPending}
              disabled={dry.data.added + dry.data.changed === 0}
              onClick={() => real.mutate(undefined)}
            >
              {t('import.act', { count: dry.data.added + dry.data.changed })}
            </Button>
          )}
        </Group>
      </Stack>
    </Modal>
  );
}
