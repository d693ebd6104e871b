import { Center, Skeleton, Stack, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemNote } from './ProblemNote';

/** Rows that will be there, at their height: nothing jumps when they come. */
export function Loading({ rows = 6, height = 32 }: { rows?: number; height?: number }) {
  const { t } = useTranslation();
  return (
    <Stack gap={8} p="md" role="status" aria-label={t('loading')}>
      {Array.from({ length: rows }, (_, i) => (
        <Skeleton key={i} height={height - 8} radius="md" />
      ))}
    </Stack>
  );
}

/** There is nothing, and what to do about it. */
export function Empty({ title, children }: { title: string; children?: ReactNode }) {
  return (
    <Center p="xl" h="100%">
      <Stack gap="sm" align="center" maw={420} ta="center">
        <Title order={2}>{title}</Title>
        {children && (
          <Text component="div" size="sm" c="dimmed">
            {children}
          </Text>
        )}
      </Stack>
    </Center>
  );
}

type Query<T> = { data: T | undefined; error: unknown; isPending: boolean; refetch?: () => unknown };

/** The four states of what is read: loading, wrong, stale (the last truth under a note), there. */
export function Loaded<T>({
  query,
  children,
  rows,
}: {
  query: Query<T>;
  children: (data: T) => ReactNode;
  rows?: number;
}) {
  const retry = query.refetch ? () => void query.refetch?.() : undefined;
  if (query.data === undefined && query.error)
    return (
      <Stack p="md">
        <ProblemNote error={query.error} onRetry={retry} />
      </Stack>
    );
  if (query.data === undefined) return <Loading rows={rows} />;
  return (
    <>
      {query.error ? <ProblemNote error={query.error} onRetry={retry} /> : null}
      {children(query.data)}
    </>
  );
}
