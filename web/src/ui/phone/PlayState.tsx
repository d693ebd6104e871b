import { Badge, Group, Stack, Table, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../format';
import type { Play } from './types';

function Pairs({ title, of }: { title: string; of: Record<string, string> }) {
  const names = Object.keys(of);
  if (names.length === 0) return null;
  return (
    <div>
      <Text size="xs" c="dimmed">
        {title}
      </Text>
      <Table verticalSpacing={4}>
        <Table.Tbody>
          {names.map((name) => (
            <Table.Tr key={name}>
              <Table.Th className="mono" scope="row" w="40%">
                {name}
              </Table.Th>
              <Table.Td style={{ overflowWrap: 'anywhere' }} dir="auto">
                {of[name]}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </div>
  );
}

/** Where the run stands and what it knows. */
export function PlayState({ play }: { play: Play }) {
  const { t } = useTranslation('phone');
  const format = useFormat();
  const waits = play.timers.map((timer) => [
    String(timer.key),
    `${format.moment(String(timer.due))} (${format.span(Date.parse(String(timer.due)) - Date.parse(play.clock))})`,
  ]);
  return (
    <Stack gap="md" py="sm">
      <Group gap="xs">
        <Badge color={play.mode === 'bot' ? 'bot' : 'person'}>
          {t(`mode.${play.mode}`, { defaultValue: play.mode })}
        </Badge>
        <Badge color="customer">{t(`waits.${play.waits_for}`, { defaultValue: play.waits_for })}</Badge>
        {play.node && (
          <Badge color="customer" className="mono">
            {play.node}
          </Badge>
        )}
      </Group>
      <Pairs title={t('state.variables')} of={play.variables} />
      <Pairs title={t('state.attributes')} of={play.contact.attributes} />
      <Pairs title={t('state.timers')} of={Object.fromEntries(waits)} />
      {play.contact.tags.length > 0 && (
        <Group gap="xs">
          {play.contact.tags.map((tag) => (
            <Badge key={tag} color="customer">
              {tag}
            </Badge>
          ))}
        </Group>
      )}
      {Object.keys(play.variables).length === 0 && (
        <Text size="sm" c="dimmed">
          {t('state.nothing')}
        </Text>
      )}
    </Stack>
  );
}
