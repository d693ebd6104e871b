import { Select, Switch, TagsInput, TextInput } from '@mantine/core';
import type { Json } from '../model/graph';
import type { FieldSpec } from '../model/schema';
import { useNames } from '../names';
import { ConditionField } from './ConditionField';
import { FlowField } from './FlowField';
import { ListField } from './ListField';
import { LocalizedField } from './LocalizedField';
import { ScalarField } from './ScalarField';
import { TableField } from './TableField';

export type FieldProps = {
  /** Step or trigger type: a field may be called otherwise in one. */
  of: string;
  spec: FieldSpec;
  value: Json | undefined;
  /** Undefined takes the field away. */
  onChange: (value: Json | undefined) => void;
  disabled: boolean;
  error?: string;
  /** The value has been left: what comes next is a change of its own. */
  onDone?: () => void;
};

export const plain = (value: Json | undefined): string =>
  value === undefined || value === null
    ? ''
    : typeof value === 'object'
      ? JSON.stringify(value)
      : String(value);

const wordsOf = (value: Json | undefined): string[] =>
  Array.isArray(value)
    ? value.map(String)
    : plain(value)
        .split(',')
        .map((w) => w.trim())
        .filter(Boolean);

function Choice({ of, spec, value, onChange, disabled, error }: FieldProps) {
  const names = useNames();
  const known = spec.options.includes(plain(value)) || value === undefined;
  return (
    <Select
      label={names.field(of, spec.name)}
      description={names.hint(of, spec.name)}
      data={[...spec.options, ...(known ? [] : [plain(value)])].map((v) => ({
        value: v,
        label: names.choice(v),
      }))}
      value={value === undefined ? null : plain(value)}
      onChange={(v) => onChange(v ?? undefined)}
      clearable={!spec.required}
      allowDeselect={false}
      disabled={disabled}
      error={error}
      withAsterisk={spec.required}
    />
  );
}

function Words({ of, spec, value, onChange, disabled, error }: FieldProps) {
  const names = useNames();
  return (
    <TagsInput
      label={names.field(of, spec.name)}
      description={names.hint(of, spec.name)}
      value={wordsOf(value)}
      onChange={(words) => onChange(words.length > 0 || spec.required ? words : undefined)}
      disabled={disabled}
      error={error}
      withAsterisk={spec.required}
      acceptValueOnBlur
      size="sm"
    />
  );
}

function Plain({ of, spec, value, onChange, disabled, error, onDone }: FieldProps) {
  const names = useNames();
  const number = spec.kind === 'number';
  const read = (text: string): Json | undefined => {
    if (text === '') return spec.required ? '' : undefined;
    return number && /^-?\d{1,9}$/.test(text) ? Number(text) : text;
  };
  return (
    <TextInput
      label={names.field(of, spec.name)}
      description={names.hint(of, spec.name)}
      placeholder={spec.kind === 'duration' ? '2h · 3d · 90' : undefined}
      value={plain(value)}
      onChange={(e) => onChange(read(e.currentTarget.value))}
      onBlur={onDone}
      inputMode={number ? 'numeric' : undefined}
      disabled={disabled}
      error={error}
      withAsterisk={spec.required}
      spellCheck={false}
    />
  );
}

/** The input for one field of a step or a trigger, after what the schema says that it holds. */
export function Field(props: FieldProps) {
  const { spec } = props;
  const names = useNames();
  switch (spec.kind) {
    case 'text':
      return <LocalizedField {...props} />;
    case 'scalar':
      return <ScalarField {...props} />;
    case 'words':
      return <Words {...props} />;
    case 'choice':
      return <Choice {...props} />;
    case 'yes_no':
      return (
        <Switch
          label={names.field(props.of, spec.name)}
          description={names.hint(props.of, spec.name)}
          checked={props.value === true || props.value === 'true'}
          onChange={(e) => props.onChange(e.currentTarget.checked ? true : undefined)}
          disabled={props.disabled}
        />
      );
    case 'flow':
      return <FlowField {...props} />;
    case 'table':
      return <TableField {...props} />;
    case 'condition':
      return <ConditionField {...props} />;
    case 'list':
      return <ListField {...props} />;
    default:
      return <Plain {...props} />;
  }
}
