import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Screen } from '../../../ui/Screen';
import { Loaded } from '../../../ui/states';
import { keys, readFlow } from '../requests';
import { FlowEditor } from './FlowEditor';

/** A flow, drawn. */
export default function FlowScreen() {
  const { t } = useTranslation('flows');
  const { id } = useParams({ strict: false }) as { id: string };
  const n = Number(id);
  const flow = useQuery({
    queryKey: keys.one(n),
    queryFn: () => readFlow(n),
    // The draft on the screen is the truth while it is edited; it is never replaced behind one's back.
    refetchOnWindowFocus: false,
    staleTime: 0,
    gcTime: 0,
    retry: false,
  });
  if (!flow.data || flow.data.id !== n)
    return (
      <Screen title={t('title')}>
        <Loaded query={flow}>{() => null}</Loaded>
      </Screen>
    );
  return <FlowEditor key={n} flow={flow.data} />;
}
