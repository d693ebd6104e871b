import { Progress as Bar, Button, Checkbox, Group, Modal, Stack, Text } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useTellProblem } from '../../ui/act';
import type { Question } from '../../ui/confirm';
import { useFormat } from '../../ui/format';
import { lettersOf, type Progress, redriveAll } from './redriveAll';

/** Tries all of a group again: counts them first, says so, and can be stopped between two. */
export function RedriveAll({
  group,
  count,
  onAsk,
}: {
  group: string | null;
  count: number;
  onAsk: (question: Question) => void;
}) {
  const { t } = useTranslation('failed');
  const format = useFormat();
  const client = useQueryClient();
  const tell = useTellProblem();
  const [progress, setProgress] = useState<Progress | null>(null);
  const [counting, setCounting] = useState(false);
  const handBack = useRef(true);
  const stop = useRef<AbortController>(undefined);

  const run = async (letters: Awaited<ReturnType<typeof lettersOf>>) => {
    stop.current = new AbortController();
    setProgress({ done: 0, failed: 0, total: letters.length, stopped: false, over: false });
    try {
      await redriveAll(letters, handBack.current, stop.current.signal, setProgress);
    } catch (error) {
      setProgress((p) => p && { ...p, stopped: true, over: true });
      tell(error, t('redrive_failed'));
    }
    await client.invalidateQueries({ queryKey: ['letters'] });
  };
  const begin = async () => {
    setCounting(true);
    try {
      const letters = await lettersOf(group, new AbortController().signal);
      onAsk({
        title: t('retry_all_title', { count: letters.length, n: format.number(letters.length) }),
        text:
          letters.length === 0 ? (
            t('retry_none')
          ) : (
            <Stack gap="sm">
              {t('retry_all_text')}
              <Checkbox
                size="xs"
                label={t('hand_back')}
                description={t('hand_back_hint')}
                defaultChecked={handBack.current}
                onChange={(e) => {
                  handBack.current = e.currentTarget.checked;
                }}
              />
            </Stack>
          ),
        act: t('retry_all_act'),
        run: () => letters.length > 0 && void run(letters),
      });
    } catch (error) {
      tell(error, t('redrive_failed'));
    }
    setCounting(false);
  };
  const gone = progress ? progress.done + progress.failed : 0;
  return (
    <>
      <Button variant="default" disabled={count === 0} loading={counting} onClick={() => void begin()}>
        {t('retry_all', { n: format.number(count) })}
      </Button>
      {progress && (
        <Modal
          opened
          onClose={() => progress.over && setProgress(null)}
          withCloseButton={false}
          title={t('retry_progress')}
        >
          <Stack gap="md">
            <Bar
              value={progress.total === 0 ? 100 : (gone / progress.total) * 100}
              aria-label={t('retry_progress')}
            />
            <Text size="sm" role="status">
              {t('progress', {
                done: format.number(progress.done),
                total: format.number(progress.total),
                failed: format.number(progress.failed),
              })}{' '}
              {progress.over && (progress.stopped ? t('stopped') : t('finished'))}
            </Text>
            <Group justify="flex-end">
              {progress.over ? (
                <Button onClick={() => setProgress(null)}>{t('shell:close')}</Button>
              ) : (
                <Button variant="default" onClick={() => stop.current?.abort()}>
                  {t('stop')}
                </Button>
              )}
            </Group>
          </Stack>
        </Modal>
      )}
    </>
  );
}
