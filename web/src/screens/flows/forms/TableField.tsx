import { ActionIcon, Button, Group, Input, Stack, TextInput } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Fields, Json } from '../model/graph';
import { useNames } from '../names';
import { type FieldProps, plain } from './Field';

const rowsOf = (value: Json | undefined): [string, Json][] =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.entries(value) : [];

/** Names and their values, a line each. */
export function TableField({ of, spec, value, onChange, disabled, error, onDone }: FieldProps) {
  const { t } = useTranslation('flows');
  const names = useNames();
  const label = names.field(of, spec.name);
  const rows = rowsOf(value);
  const put = (next: [string, Json][]) =>
    onChange(next.length > 0 || spec.required ? (Object.fromEntries(next) as Fields) : undefined);
  const free = () => {
    for (let n = rows.length + 1; ; ++n) if (!rows.some(([k]) => k === `n${n}`)) return `n${n}`;
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
      <Stack gap={4} mt={4}>
        {rows.map(([key, held], i) => (
          <Group key={i} gap={4} wrap="nowrap">
            <TextInput
              aria-label={t('form.name_of', { field: label })}
              className="mono"
              value={key}
              onChange={(e) => {
                const to = e.currentTarget.value;
                if (!rows.some(([k], j) => k === to && j !== i))
                  put(rows.map((r, j) => (j === i ? [to, r[1]] : r)));
              }}
              onBlur={onDone}
              disabled={disabled}
              w={96}
            />
            <TextInput
              aria-label={t('form.value_of', { field: key })}
              value={plain(held)}
              onChange={(e) => {
                const to = e.currentTarget.value;
                put(rows.map((r, j) => (j === i ? [r[0], to] : r)));
              }}
              onBlur={onDone}
              disabled={disabled}
              flex={1}
            />
            <ActionIcon
              variant="subtle"
              color="bad"
              aria-label={t('form.remove', { what: key })}
              onClick={() => put(rows.filter((_, j) => j !== i))}
              disabled={disabled}
            >
              <IconTrash size={15} />
            </ActionIcon>
          </Group>
        ))}
        <Button
          variant="subtle"
          leftSection={<IconPlus size={14} />}
          onClick={() => put([...rows, [free(), '']])}
          disabled={disabled}
          justify="flex-start"
        >
          {t('form.add_to', { field: label })}
        </Button>
      </Stack>
    </Input.Wrapper>
  );
}
