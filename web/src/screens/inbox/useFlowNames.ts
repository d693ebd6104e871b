import { useQuery } from '@tanstack/react-query';
import { api, ask } from '../../api/client';
import { useMay } from '../../api/session';
import { tameLine } from '../../ui/whatsapp/tame';
import type { FlowHead } from './types';

/** The organisation's flows, for names and to begin one. */
export function useFlows(): FlowHead[] {
  const may = useMay('flows:read');
  const query = useQuery({
    queryKey: ['flows', 'heads'],
    queryFn: () =>
      ask(api.GET('/api/v1/flows', { params: { query: { view: 'drafts', limit: 100 } } })) as Promise<{
        items: FlowHead[];
      }>,
    enabled: may,
    staleTime: 60_000,
  });
  return query.data?.items ?? [];
}

export function useFlowNames(): (flow: number) => string {
  const flows = useFlows();
  return (flow) => tameLine(flows.find((f) => f.id === flow)?.name ?? `#${flow}`);
}
