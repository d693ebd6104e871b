import { Textarea } from '@mantine/core';
import { useNames } from '../names';
import { type FieldProps, plain } from './Field';
import { VariableMenu } from './VariableMenu';

const long = new Set(['body', 'task', 'note', 'components', 'data', 'text']);

/** A text that may hold {{names}}. */
export function ScalarField({ of, spec, value, onChange, disabled, error, onDone }: FieldProps) {
  const names = useNames();
  return (
    <Textarea
      label={names.field(of, spec.name)}
      description={names.hint(of, spec.name)}
      value={plain(value)}
      onChange={(e) => {
        const text = e.currentTarget.value;
        onChange(text === '' && !spec.required ? undefined : text);
      }}
      onBlur={onDone}
      autosize
      minRows={long.has(spec.name) ? 3 : 1}
      maxRows={12}
      rightSection={<VariableMenu onPick={(w) => onChange(plain(value) + w)} disabled={disabled} />}
      disabled={disabled}
      error={error}
      withAsterisk={spec.required}
    />
  );
}
