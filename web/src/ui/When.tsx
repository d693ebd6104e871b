import { Tooltip } from '@mantine/core';
import { useFormat } from './format';

/** A moment as lists show it; exact when pointed at. */
export function When({ at, exact = false }: { at: string | null | undefined; exact?: boolean }) {
  const format = useFormat();
  if (!at) return <span>—</span>;
  return (
    <Tooltip label={format.moment(at)}>
      <time dateTime={at}>{exact ? format.moment(at) : format.short(at)}</time>
    </Tooltip>
  );
}
