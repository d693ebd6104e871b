import { Select } from '@mantine/core';
import { useNames } from '../names';
import { useFlows } from '../requests';
import { type FieldProps, plain } from './Field';

/** Another flow, by its number; one that is named otherwise in the document stays as it is written. */
export function FlowField({ of, spec, value, onChange, disabled, error }: FieldProps) {
  const names = useNames();
  const flows = useFlows(false).data?.pages.flatMap((p) => p.items) ?? [];
  const held = plain(value);
  const known = flows.find((f) => String(f.id) === held || f.name === held);
  const data = flows.map((f) => ({ value: String(f.id), label: `${f.name} · ${f.id}` }));
  if (held && !known) data.push({ value: held, label: held });
  return (
    <Select
      label={names.field(of, spec.name)}
      description={names.hint(of, spec.name)}
      data={data}
      value={known ? String(known.id) : held || null}
      onChange={(v) => onChange(v === null ? undefined : /^\d+$/.test(v) ? Number(v) : v)}
      clearable={!spec.required}
      searchable
      disabled={disabled}
      error={error}
      withAsterisk={spec.required}
    />
  );
}
