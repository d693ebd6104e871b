import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import i18next from 'i18next';
import { useTranslation } from 'react-i18next';
import { problemOf } from '../api/problem';

const close = () => ({ 'aria-label': i18next.t('close') });

/** Says that something was done. */
export const told = (message: string) =>
  notifications.show({ message, color: 'ok', closeButtonProps: close() });

/** A toast for an act that failed: what, why, and the number of the request. Field errors belong to their form. */
export function useTellProblem(): (error: unknown, what?: string) => void {
  const { t } = useTranslation();
  return (error, what) => {
    const problem = problemOf(error);
    if (problem.kind === 'session') return; // the shell asks for the password
    const words = [
      problem.message || t(`problem.${problem.kind}_hint`),
      ...problem.errors.map((e) => e.hint),
    ];
    notifications.show({
      title: what ?? t(`problem.${problem.kind}`),
      message: [...new Set(words), problem.correlationId && t('problem.id', { id: problem.correlationId })]
        .filter(Boolean)
        .join(' · '),
      color: 'bad',
      autoClose: 12_000,
      closeButtonProps: close(),
    });
  };
}

/** An act on the server: afterwards what `renews` (query keys) was read is read anew; a failure is told.
 *  @param quiet the caller shows failures itself, e.g. in a form. */
export function useAct<Input, Output>(
  act: (input: Input) => Promise<Output>,
  options: { renews?: readonly unknown[][]; done?: string; what?: string; quiet?: boolean } = {},
) {
  const client = useQueryClient();
  const tell = useTellProblem();
  return useMutation({
    mutationFn: act,
    onSuccess: async () => {
      if (options.done) told(options.done);
      await Promise.all((options.renews ?? []).map((queryKey) => client.invalidateQueries({ queryKey })));
    },
    onError: (error) => {
      if (!options.quiet) tell(error, options.what);
    },
  });
}
