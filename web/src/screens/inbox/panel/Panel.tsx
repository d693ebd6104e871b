import { Drawer, Stack } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api, ask } from '../../../api/client';
import { useMay } from '../../../api/session';
import { Loaded } from '../../../ui/states';
import type { Contact, Conversation } from '../types';
import type { useArrange } from '../useArrange';
import { Labels } from './Labels';
import { Others } from './Others';
import { Person } from './Person';
import classes from './panel.module.css';
import { Runs } from './Runs';

type Props = {
  of: Conversation;
  arrange: ReturnType<typeof useArrange>;
  opened: boolean;
  onClose: () => void;
};

export const contactKey = (id: string) => ['contact', id];

/** What is known beside the thread: who it is, what the bot is doing, where to look further. A drawer when there is no room. */
export function Panel({ of, arrange, opened, onClose }: Props) {
  const { t } = useTranslation('inbox');
  const { t: shell } = useTranslation();
  const narrow = useMediaQuery('(max-width: 80em)');
  if (!opened) return null;
  if (narrow)
    return (
      <Drawer
        opened
        onClose={onClose}
        position="right"
        size={320}
        title={t('panel.title')}
        closeButtonProps={{ 'aria-label': shell('close') }}
      >
        <Inside of={of} arrange={arrange} />
      </Drawer>
    );
  return (
    <aside
      className={classes.panel}
      aria-label={t('panel.title')}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls can be scrolled by keys
      tabIndex={0}
    >
      <Inside of={of} arrange={arrange} />
    </aside>
  );
}

function Inside({ of, arrange }: Pick<Props, 'of' | 'arrange'>) {
  const may = useMay('contacts:read');
  const query = useQuery({
    queryKey: contactKey(of.contact_id),
    queryFn: () =>
      ask(api.GET('/api/v1/contacts/{id}', { params: { path: { id: of.contact_id } } })) as Promise<Contact>,
    enabled: may,
  });
  return (
    <Stack gap="lg">
      {may && (
        <Loaded query={query} rows={4}>
          {(contact) => <Person key={contact.id} of={contact} />}
        </Loaded>
      )}
      <Labels of={of} arrange={arrange} />
      <Runs of={of} />
      <Others of={of} />
    </Stack>
  );
}
