import { ActionIcon, Button, Group, Input, Select, Stack, TextInput } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Fields, Json } from '../model/graph';
import { tests } from '../model/schema';
import { useNames } from '../names';
import { type FieldProps, plain } from './Field';
import classes from './forms.module.css';

const joins = ['all', 'any', 'none'] as const;
type Join = (typeof joins)[number];

const objectOf = (value: Json | undefined): Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {};

const joinOf = (value: Fields): Join | null => joins.find((j) => j in value) ?? null;

const membersOf = (value: Fields, join: Join): Fields[] => {
  const list = value[join];
  return Array.isArray(list) ? list.map(objectOf) : [];
};

const empty = (): Fields => ({ test: 'is', value: '{{input}}', with: '' });

type Part = { value: Fields; onChange: (value: Fields) => void; disabled: boolean; onDone?: () => void };

/** A single test: a value, what is asked of it, and what it is compared with. */
function Test({ value, onChange, disabled, onDone }: Part) {
  const { t } = useTranslation('flows');
  const names = useNames();
  const spec = tests.find((s) => s.test === value.test);
  const choose = (test: string | null) => {
    const next = tests.find((s) => s.test === test);
    if (!next) return;
    onChange({
      ...(next.value && { value: value.value ?? '{{input}}' }),
      test: next.test,
      ...(next.with && { with: value.with ?? '' }),
    });
  };
  const set = (name: string) => (e: { currentTarget: { value: string } }) =>
    onChange({ ...value, [name]: e.currentTarget.value });
  return (
    <Stack gap={4} flex={1}>
      {(spec?.value ?? true) && (
        <TextInput
          aria-label={t('condition.value')}
          value={plain(value.value)}
          onChange={set('value')}
          onBlur={onDone}
          disabled={disabled}
          spellCheck={false}
        />
      )}
      <Group gap={4} wrap="nowrap">
        <Select
          aria-label={t('condition.test')}
          data={tests.map((s) => ({ value: s.test, label: names.test(s.test) }))}
          value={plain(value.test)}
          onChange={choose}
          disabled={disabled}
          searchable
          flex={1}
        />
        {spec?.with && (
          <TextInput
            aria-label={t('condition.with')}
            value={Array.isArray(value.with) ? value.with.map(String).join(', ') : plain(value.with)}
            onChange={set('with')}
            onBlur={onDone}
            disabled={disabled}
            flex={1}
          />
        )}
      </Group>
    </Stack>
  );
}

function Joined({ value, join, ...rest }: Part & { join: Join }) {
  const { t } = useTranslation('flows');
  const members = membersOf(value, join);
  const put = (next: Fields[]) => rest.onChange({ [join]: next });
  return (
    <div className={classes.entry}>
      <Stack gap="xs">
        {members.map((member, i) => (
          <Group key={i} gap={4} wrap="nowrap" align="flex-start">
            <Condition
              {...rest}
              value={member}
              onChange={(next) => put(members.map((m, j) => (j === i ? next : m)))}
            />
            <ActionIcon
              variant="subtle"
              color="bad"
              aria-label={t('form.remove', { what: `${t('condition.test')} ${i + 1}` })}
              disabled={rest.disabled || members.length === 1}
              onClick={() => put(members.filter((_, j) => j !== i))}
            >
              <IconTrash size={14} />
            </ActionIcon>
          </Group>
        ))}
        <Button
          variant="subtle"
          leftSection={<IconPlus size={14} />}
          onClick={() => put([...members, empty()])}
          disabled={rest.disabled}
          justify="flex-start"
        >
          {t('condition.add')}
        </Button>
      </Stack>
    </div>
  );
}

function Condition({ value, onChange, disabled, onDone }: Part) {
  const { t } = useTranslation('flows');
  const join = joinOf(value);
  const choose = (to: string | null) => {
    const members = join ? membersOf(value, join) : [value];
    if (to === 'one') onChange(members[0] ?? empty());
    else if (to) onChange({ [to]: members });
  };
  return (
    <Stack gap={4} flex={1}>
      <Select
        aria-label={t('condition.join')}
        data={[
          { value: 'one', label: t('condition.one') },
          { value: 'all', label: t('condition.all') },
          { value: 'any', label: t('condition.any') },
          { value: 'none', label: t('condition.none') },
        ]}
        value={join ?? 'one'}
        onChange={choose}
        disabled={disabled}
      />
      {join ? (
        <Joined value={value} join={join} onChange={onChange} disabled={disabled} onDone={onDone} />
      ) : (
        <Test value={value} onChange={onChange} disabled={disabled} onDone={onDone} />
      )}
    </Stack>
  );
}

/** A condition: one test, or several of which all, any or none must hold. */
export function ConditionField({ of, spec, value, onChange, disabled, error, onDone }: FieldProps) {
  const names = useNames();
  return (
    <Input.Wrapper label={names.field(of, spec.name)} labelElement="div" error={error} size="sm">
      <Condition value={objectOf(value)} onChange={onChange} disabled={disabled} onDone={onDone} />
    </Input.Wrapper>
  );
}
