import { ActionIcon, Button, Group, Input, Stack, Text } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconPlus, IconTrash } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Fields, Json } from '../model/graph';
import { useNames } from '../names';
import { Field, type FieldProps } from './Field';
import classes from './forms.module.css';

const objectsOf = (value: Json | undefined): Fields[] =>
  Array.isArray(value)
    ? value.map((one) => (typeof one === 'object' && one !== null && !Array.isArray(one) ? one : {}))
    : [];

function swapped(list: Fields[], a: number, b: number): Fields[] {
  const next = [...list];
  const [x, y] = [next[a], next[b]];
  if (x && y) {
    next[a] = y;
    next[b] = x;
  }
  return next;
}

/** A list of objects: buttons, options, rows, cases … each with its own fields. */
export function ListField({ of, spec, value, onChange, disabled, error, onDone }: FieldProps) {
  const { t } = useTranslation('flows');
  const names = useNames();
  const list = objectsOf(value);
  const label = names.field(of, spec.name);
  const put = (next: Fields[]) => onChange(next.length > 0 || spec.required ? next : undefined);
  const fresh = (): Fields => {
    const names_it = spec.of.find((f) => f.kind === 'name');
    const made: Fields = {};
    for (const f of spec.of)
      if (f.required)
        made[f.name] =
          f.kind === 'condition' ? { test: 'is', value: '{{input}}', with: '' } : f.kind === 'list' ? [] : '';
    if (names_it) made[names_it.name] = `${names_it.name === 'id' ? 'opcion' : 'salida'}_${list.length + 1}`;
    return made;
  };
  return (
    <Input.Wrapper
      label={label}
      labelElement="div"
      description={names.hint(of, spec.name)}
      error={error}
      withAsterisk={spec.required}
      size="sm"
    >
      <Stack gap="sm" mt={4}>
        {list.map((one, i) => (
          <fieldset key={i} className={classes.entry}>
            <legend className="only-read-aloud">{`${label} ${i + 1}`}</legend>
            <Group justify="space-between" gap={4}>
              <Text size="xs" c="dimmed">
                {i + 1}
              </Text>
              <Group gap={2}>
                <ActionIcon
                  variant="subtle"
                  aria-label={t('form.up', { n: i + 1 })}
                  disabled={disabled || i === 0}
                  onClick={() => put(swapped(list, i, i - 1))}
                >
                  <IconArrowUp size={14} />
                </ActionIcon>
                <ActionIcon
                  variant="subtle"
                  aria-label={t('form.down', { n: i + 1 })}
                  disabled={disabled || i === list.length - 1}
                  onClick={() => put(swapped(list, i, i + 1))}
                >
                  <IconArrowDown size={14} />
                </ActionIcon>
                <ActionIcon
                  variant="subtle"
                  color="bad"
                  aria-label={t('form.remove', { what: `${label} ${i + 1}` })}
                  disabled={disabled}
                  onClick={() => put(list.filter((_, j) => j !== i))}
                >
                  <IconTrash size={14} />
                </ActionIcon>
              </Group>
            </Group>
            <Stack gap="xs">
              {spec.of.map((field) => (
                <Field
                  key={field.name}
                  of={of}
                  spec={field}
                  value={one[field.name]}
                  onChange={(to) => {
                    const { [field.name]: _, ...others } = one;
                    const next = to === undefined ? others : { ...one, [field.name]: to };
                    put(list.map((o, j) => (j === i ? next : o)));
                  }}
                  disabled={disabled}
                  onDone={onDone}
                />
              ))}
            </Stack>
          </fieldset>
        ))}
        <Button
          variant="subtle"
          leftSection={<IconPlus size={14} />}
          onClick={() => put([...list, fresh()])}
          disabled={disabled}
          justify="flex-start"
        >
          {t('form.add_to', { field: label })}
        </Button>
      </Stack>
    </Input.Wrapper>
  );
}
