import { Badge, Group, Stack, Table, Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useAccount } from '../../api/session';
import { CopyBlock } from './CopyBlock';
import classes from './docs.module.css';
import { curlOf, type Document, exampleOf, type Operation, rightOf, type Schema, typeName } from './model';
import { SchemaView } from './Schema';

function Right({ operation }: { operation: Operation }) {
  const { t } = useTranslation('docs');
  const { rights } = useAccount();
  const right = rightOf(operation);
  if (right === undefined) return <Badge color="customer">{t('open')}</Badge>;
  if (right === null) return <Badge color="customer">{t('signed_in')}</Badge>;
  return (
    <Group gap={6}>
      <Badge color={rights.includes(right) ? 'ok' : 'warn'} className="mono">
        {right}
      </Badge>
      <Text size="xs" c="dimmed">
        {rights.includes(right) ? t('right_yours') : t('right_missing')}
      </Text>
    </Group>
  );
}

const jsonOf = (content: Record<string, { schema?: Schema }> | undefined) => Object.entries(content ?? {})[0];

export function OperationView({ document, operation }: { document: Document; operation: Operation }) {
  const { t } = useTranslation('docs');
  const body = jsonOf(operation.requestBody?.content);
  const parameters = operation.parameters ?? [];
  return (
    <Stack gap="lg" maw={860}>
      <div>
        <Text className="mono" size="md" fw={600}>
          <span className={classes.method}>{operation.method}</span> {operation.path}
        </Text>
        <Title order={2} my={4}>
          {operation.summary}
        </Title>
        <Right operation={operation} />
      </div>
      <section>
        <Title order={3} mb={6}>
          {t('example')}
        </Title>
        <CopyBlock text={curlOf(document, operation, location.origin)} />
      </section>
      {parameters.length > 0 && (
        <section>
          <Title order={3} mb={6}>
            {t('parameters')}
          </Title>
          <Table>
            <Table.Tbody>
              {parameters.map((p) => (
                <Table.Tr key={`${p.in} ${p.name}`}>
                  <Table.Td className="mono">
                    {p.name}
                    {p.required && <span title={t('required')}> *</span>}
                  </Table.Td>
                  <Table.Td>{t(`in.${p.in}`)}</Table.Td>
                  <Table.Td className="mono">{typeName(p.schema)}</Table.Td>
                  <Table.Td>{p.description}</Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </section>
      )}
      {body && (
        <section>
          <Title order={3} mb={6}>
            {t('request')} <span className="mono">{body[0]}</span>
          </Title>
          <SchemaView document={document} schema={body[1].schema} />
        </section>
      )}
      {Object.entries(operation.responses ?? {}).map(([status, response]) => {
        const content = jsonOf(response.content);
        return (
          <section key={status}>
            <Title order={3} mb={6}>
              {t('response')} {status === 'default' ? t('any_error') : status}{' '}
              {content && <span className="mono">{content[0]}</span>}
            </Title>
            {response.description && (
              <Text size="sm" c="dimmed" mb={6}>
                {response.description}
              </Text>
            )}
            {content?.[1].schema && <SchemaView document={document} schema={content[1].schema} />}
            {content?.[1].schema && status !== 'default' && (
              <details className={classes.example}>
                <summary>{t('as_json')}</summary>
                <CopyBlock text={JSON.stringify(exampleOf(document, content[1].schema), null, 2)} />
              </details>
            )}
          </section>
        );
      })}
    </Stack>
  );
}
