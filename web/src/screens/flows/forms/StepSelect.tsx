import { Select } from '@mantine/core';
import { useMemo } from 'react';
import { useEditor } from '../editor/context';
import { drawable } from '../model/graph';
import { useNames } from '../names';

/** One of the flow's steps, or none. */
export function StepSelect({
  label,
  value,
  onChange,
  disabled,
  empty,
  create,
}: {
  label: string;
  value: string;
  onChange: (id: string | null) => void;
  disabled: boolean;
  /** What "none" means here. */
  empty: string;
  /** A last line that makes a new step. */
  create?: { label: string; run: () => void };
}) {
  const { graph } = useEditor();
  const names = useNames();
  const steps = useMemo(
    () => drawable(graph).map(([id, n]) => ({ value: `=${id}`, label: `${id} · ${names.step(n.type)}` })),
    [graph, names],
  );
  const lost = value !== '' && !Object.hasOwn(graph.nodes, value);
  return (
    <Select
      label={label}
      data={[
        { value: '-', label: empty },
        ...steps,
        ...(lost ? [{ value: `=${value}`, label: `${value} ?` }] : []),
        ...(create ? [{ value: '+', label: create.label }] : []),
      ]}
      value={value === '' ? '-' : `=${value}`}
      onChange={(to) => {
        if (to === '+') create?.run();
        else onChange(to === null || to === '-' ? null : to.slice(1));
      }}
      searchable
      disabled={disabled}
    />
  );
}
