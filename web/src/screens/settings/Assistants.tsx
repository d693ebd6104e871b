import { Alert, Code, Stack, Table, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api, ask } from '../../api/client';
import { Empty, Loaded } from '../../ui/states';
import { assistantsIn } from './assistants';

type Head = { id: number; name: string; live: number | null };

/** The live graphs of all flows that have one. */
const readLive = async () => {
  const heads: Head[] = [];
  let after: string | undefined;
  do {
    const page = await ask(
      api.GET('/api/v1/flows', {
        params: { query: { view: 'drafts', limit: 100, ...(after && { after }) } },
      }),
    );
    heads.push(...((page.items ?? []) as Head[]));
    after = page.next ?? undefined;
  } while (after);
  const live = heads.filter((head) => head.live !== null);
  const flows = await Promise.all(
    live.map((head) => ask(api.GET('/api/v1/flows/{id}', { params: { path: { id: String(head.id) } } }))),
  );
  return flows.map((flow, at) => ({
    id: live[at]?.id ?? 0,
    name: live[at]?.name ?? '',
    version: live[at]?.live ?? 0,
    graph: flow.graph as unknown,
  }));
};

/** Which assistants the live flows name, and where; who they are is the adapter's business. */
export function Assistants() {
  const { t } = useTranslation('settings');
  const flows = useQuery({ queryKey: ['live-graphs'], queryFn: readLive });
  return (
    <Stack gap="lg" maw={820}>
      <Text size="sm" c="dimmed">
        {t('assistants.hint')}
      </Text>
      <Alert variant="light" color="customer" title={t('assistants.adapter')}>
        <Text size="sm">{t('assistants.adapter_hint')}</Text>
        <Code>engine.assistant_url</Code>
      </Alert>
      <Loaded query={flows} rows={3}>
        {(all) => {
          const found = assistantsIn(all);
          if (found.length === 0)
            return <Empty title={t('assistants.empty')}>{t('assistants.empty_hint')}</Empty>;
          return found.map((assistant) => (
            <section key={assistant.name}>
              <Title order={2} mb="xs">
                <bdi>{assistant.name}</bdi>
              </Title>
              <Table>
                <Table.Thead>
                  <Table.Tr>
                    <Table.Th>{t('assistants.flow')}</Table.Th>
                    <Table.Th>{t('assistants.node')}</Table.Th>
                    <Table.Th>{t('assistants.task')}</Table.Th>
                  </Table.Tr>
                </Table.Thead>
                <Table.Tbody>
                  {assistant.uses.map((use) => (
                    <Table.Tr key={`${use.flow} ${use.node}`}>
                      <Table.Td>
                        <bdi>{use.flow_name}</bdi> v{use.version}
                      </Table.Td>
                      <Table.Td className="mono">{use.node}</Table.Td>
                      <Table.Td>{use.task}</Table.Td>
                    </Table.Tr>
                  ))}
                </Table.Tbody>
              </Table>
            </section>
          ));
        }}
      </Loaded>
    </Stack>
  );
}
