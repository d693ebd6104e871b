import { Alert, Box } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { lazy, Suspense, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLive } from '../../live/hooks';
import { useAddress } from '../../ui/address';
import { Panel } from '../../ui/Panel';
import { ProblemNote } from '../../ui/ProblemNote';
import { Screen } from '../../ui/Screen';
import { Loading } from '../../ui/states';
import { AppointmentPanel } from './AppointmentPanel';
import classes from './agenda.module.css';
import { ByResource } from './ByResource';
import type { Draft } from './draft';
import { AppointmentList } from './List';
import { Resources } from './Resources';
import { useOrganisation, useResources } from './server';
import { Toolbar } from './Toolbar';
import type { Appointment, Resource } from './types';
import { useMoves } from './useMoves';
import { dateField, isoOf, rangeOf, type View, views, wallFrom, wallOf } from './zone';

// The calendar's library is fetched only where its views are shown.
const Calendar = lazy(() => import('./Calendar'));

export type Shown = {
  view: View;
  wall: number;
  zone: string;
  /** The hours that are open, as text: of the chosen resource, else of the organisation. */
  hours: string;
  resources: Resource[];
  appointments: Appointment[];
  onOpen: (appointment: Appointment) => void;
  onNew: (draft: Draft) => void;
  moves: ReturnType<typeof useMoves>;
};

function Board({ zone, hours, resources }: { zone: string; hours: string; resources: Resource[] }) {
  const { t } = useTranslation('agenda');
  const narrow = useMediaQuery('(max-width: 48em)', false, { getInitialValueInEffect: false });
  const [address] = useAddress();
  const view = views.find((v) => v === address.view) ?? (narrow ? 'list' : 'week');
  const wall = wallFrom(address.date ?? dateField(wallOf(Date.now(), zone)));
  const [from, to] = rangeOf(view, wall);
  const chosen = resources.find((r) => r.id === address.resource);
  const table = useLive<Appointment>('agenda', {
    from: isoOf(from, zone),
    to: isoOf(to, zone),
    ...(chosen && { resource: chosen.id }),
  });
  const appointments = useMemo(
    () => [...table.rows.values()].sort((a, b) => a.starts_at.localeCompare(b.starts_at)),
    [table.rows],
  );
  const [open, setOpen] = useState<string | null>(null);
  const [draft, setDraft] = useState<Draft | null>(null);
  const [managing, setManaging] = useState(false);
  const moves = useMoves(zone);
  const onNew = (next: Draft) => {
    setOpen(null);
    setDraft({ ...next, resource_id: next.resource_id ?? chosen?.id ?? resources.find((r) => r.active)?.id });
  };
  const shown: Shown = {
    view,
    wall,
    zone,
    hours: chosen?.hours || hours,
    resources,
    appointments,
    moves,
    onNew,
    onOpen: (a) => {
      setDraft(null);
      setOpen(a.id);
    },
  };
  const opened = open ? table.rows.get(open) : undefined;
  return (
    <div className={classes.board}>
      <Toolbar shown={shown} chosen={chosen} range={[from, to]} onManage={() => setManaging(true)} />
      {table.error && (
        <Box p="md">
          <ProblemNote error={new Error(table.error)} />
        </Box>
      )}
      {table.more && (
        <Alert color="warn" variant="light" m="md">
          {t('more')}
        </Alert>
      )}
      <div className={classes.view}>
        {!table.loaded && !table.error ? (
          <Loading />
        ) : view === 'people' ? (
          <ByResource {...shown} resources={chosen ? [chosen] : resources} />
        ) : view === 'list' ? (
          <AppointmentList {...shown} />
        ) : (
          <Suspense fallback={<Loading />}>
            <Calendar {...shown} />
          </Suspense>
        )}
      </div>
      <Panel
        title={draft ? t('new') : t('appointment')}
        opened={draft !== null || open !== null}
        onClose={() => {
          setDraft(null);
          setOpen(null);
        }}
      >
        {(draft || open) && (
          <AppointmentPanel
            key={open ?? 'new'}
            id={open}
            appointment={opened}
            draft={draft}
            resources={resources}
            zone={zone}
            onDone={() => {
              setDraft(null);
              setOpen(null);
            }}
          />
        )}
      </Panel>
      <Panel title={t('resources')} opened={managing} onClose={() => setManaging(false)} size={520}>
        {managing && <Resources resources={resources} />}
      </Panel>
      {moves.dialog}
    </div>
  );
}

export default function Agenda() {
  const { t } = useTranslation('agenda');
  const organisation = useOrganisation();
  const resources = useResources();
  const error = organisation.error ?? resources.error;
  return (
    <Screen title={t('title')} padded={false}>
      {error && !resources.data ? (
        <Box p="md" flex={1}>
          <ProblemNote
            error={error}
            onRetry={() => {
              void organisation.refetch();
              void resources.refetch();
            }}
          />
        </Box>
      ) : organisation.data && resources.data ? (
        <Board {...organisation.data} resources={resources.data} />
      ) : (
        <Box flex={1}>
          <Loading />
        </Box>
      )}
    </Screen>
  );
}
