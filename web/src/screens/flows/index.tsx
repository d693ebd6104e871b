import { Button, FileButton, Switch } from '@mantine/core';
import { IconPlus, IconUpload } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../api/session';
import { useAct } from '../../ui/act';
import { Screen } from '../../ui/Screen';
import { Empty, Loaded } from '../../ui/states';
import { FlowTable } from './list/FlowTable';
import { importFile } from './list/files';
import { NewFlow } from './list/NewFlow';
import { addFlow, keys, useFlows } from './requests';

/** All flows of the organisation. */
export default function FlowsScreen() {
  const { t } = useTranslation('flows');
  const { t: shell } = useTranslation();
  const may = useMay('flows:write');
  const go = useNavigate();
  const [archived, setArchived] = useState(false);
  const [adding, setAdding] = useState(false);
  const flows = useFlows(archived);
  const all = (flows.data?.pages ?? []).flatMap((p) => p.items);
  const open = (id: number) => go({ to: '/flows/$id', params: { id: String(id) } });
  const bring = useAct(
    async (file: File) => {
      const { name, graph } = await importFile(file, t('import.not_a_flow'));
      await open((await addFlow(name, graph)).id);
    },
    { renews: [[...keys.all]], what: t('import.failed') },
  );
  return (
    <Screen
      title={t('title')}
      actions={
        <>
          <Switch
            label={t('list.archived')}
            checked={archived}
            onChange={(e) => setArchived(e.currentTarget.checked)}
          />
          {may && (
            <FileButton
              accept="application/json,.json"
              onChange={(file) => file && bring.mutate(file)}
              inputProps={{ 'aria-label': t('import.act') }}
            >
              {(props) => (
                <Button
                  {...props}
                  variant="default"
                  leftSection={<IconUpload size={15} />}
                  loading={bring.isPending}
                >
                  {t('import.act')}
                </Button>
              )}
            </FileButton>
          )}
          {may && (
            <Button leftSection={<IconPlus size={15} />} onClick={() => setAdding(true)}>
              {t('new.act')}
            </Button>
          )}
        </>
      }
    >
      <Loaded query={{ ...flows, data: flows.data?.pages }}>
        {() =>
          all.length === 0 ? (
            <Empty title={t('list.empty')}>{t('list.empty_hint')}</Empty>
          ) : (
            <FlowTable flows={all} />
          )
        }
      </Loaded>
      {flows.hasNextPage && (
        <Button
          variant="default"
          mt="md"
          onClick={() => void flows.fetchNextPage()}
          loading={flows.isFetchingNextPage}
        >
          {shell('more')}
        </Button>
      )}
      {adding && <NewFlow onClose={() => setAdding(false)} onMade={(id) => void open(id)} />}
    </Screen>
  );
}
