import { ActionIcon, Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';

type Rule = { match: string; replace: string };

/** How customers' numbers are rewritten before something is sent to them: the first that matches counts. */
export function NumberRules({
  rules,
  disabled,
  onChange,
}: {
  rules: Rule[];
  disabled: boolean;
  onChange: (rules: Rule[]) => void;
}) {
  const { t } = useTranslation('channels');
  const change = (at: number, next: Partial<Rule>) =>
    onChange(rules.map((rule, i) => (i === at ? { ...rule, ...next } : rule)));
  return (
    <Stack gap="sm">
      <Text size="sm" c="dimmed">
        {t('settings.number_rules_hint')}
      </Text>
      {rules.map((rule, at) => (
        <Group key={at} gap="sm" wrap="nowrap">
          <TextInput
            aria-label={t('settings.rule_match')}
            placeholder="^549(\d{10})$"
            value={rule.match}
            onChange={(e) => change(at, { match: e.currentTarget.value })}
            disabled={disabled}
            flex={1}
          />
          <span aria-hidden="true">→</span>
          <TextInput
            aria-label={t('settings.rule_replace')}
            placeholder="54\1"
            value={rule.replace}
            onChange={(e) => change(at, { replace: e.currentTarget.value })}
            disabled={disabled}
            flex={1}
          />
          <ActionIcon
            variant="subtle"
            color="bad"
            aria-label={t('settings.rule_remove')}
            disabled={disabled}
            onClick={() => onChange(rules.filter((_, i) => i !== at))}
          >
            <IconTrash size={16} />
          </ActionIcon>
        </Group>
      ))}
      <Group>
        <Button
          variant="outline"
          leftSection={<IconPlus size={15} />}
          disabled={disabled || rules.length >= 20}
          onClick={() => onChange([...rules, { match: '', replace: '' }])}
        >
          {t('settings.rule_add')}
        </Button>
      </Group>
    </Stack>
  );
}
