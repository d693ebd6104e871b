import { Group, Input, Stack, Text, Textarea } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useEditor } from '../editor/context';
import { languagesOf, textIn, withText } from '../model/texts';
import { useNames } from '../names';
import type { FieldProps } from './Field';
import { VariableMenu } from './VariableMenu';

/** One text in each of the flow's languages, one under the other. */
export function LocalizedField({ of, spec, value, onChange, disabled, error, onDone }: FieldProps) {
  const { t } = useTranslation('flows');
  const { graph } = useEditor();
  const names = useNames();
  const label = names.field(of, spec.name);
  const languages = languagesOf(graph);
  const table =
    typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.keys(value) : [];
  const all = [...new Set([...languages, ...table])];
  const put = (language: string, text: string) => {
    const next = withText(graph, value, language, text);
    onChange(next === '' && !spec.required ? undefined : next);
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
        {all.map((language) => {
          const text = textIn(graph, value, language) ?? '';
          const over = spec.max !== null && text.length > spec.max;
          const missing = languages.length > 1 && languages.includes(language) && text.trim() === '';
          return (
            <Textarea
              key={language}
              aria-label={all.length > 1 ? `${label} (${language})` : label}
              leftSection={all.length > 1 ? <span className="mono">{language}</span> : undefined}
              leftSectionWidth={all.length > 1 ? 40 : undefined}
              leftSectionPointerEvents="none"
              placeholder={missing && value !== undefined ? t('form.missing_text') : undefined}
              value={text}
              lang={language}
              dir="auto"
              onChange={(e) => put(language, e.currentTarget.value)}
              onBlur={onDone}
              autosize
              minRows={spec.name === 'text' ? 2 : 1}
              maxRows={10}
              rightSection={<VariableMenu onPick={(w) => put(language, text + w)} disabled={disabled} />}
              disabled={disabled}
              error={over}
            />
          );
        })}
        {spec.max !== null && (
          <Group justify="flex-end">
            {all.map((language) => {
              const length = (textIn(graph, value, language) ?? '').length;
              return (
                <Text key={language} size="xs" c={length > (spec.max ?? 0) ? 'bad' : 'dimmed'}>
                  {all.length > 1 ? `${language} ` : ''}
                  {length}/{spec.max}
                </Text>
              );
            })}
          </Group>
        )}
      </Stack>
    </Input.Wrapper>
  );
}
