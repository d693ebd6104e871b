import { useQuery } from '@tanstack/react-query';
import { api, ask } from '../../api/client';
import { problemOf } from '../../api/problem';
import { useAccount } from '../../api/session';
import type { Appointment, InTheWay, Resource, Status } from './types';

export const resourcesKey = ['agenda-resources'];

export const useResources = () =>
  useQuery({
    queryKey: resourcesKey,
    queryFn: async () => ((await ask(api.GET('/api/v1/agenda/resources'))) as { items: Resource[] }).items,
  });

/** The organisation's zone and hours. */
export const useOrganisation = () => {
  const own = useAccount().tenant.id;
  return useQuery({
    queryKey: ['tenants'],
    queryFn: async () => (await ask(api.GET('/api/v1/tenants'))).items ?? [],
    select: (items) => {
      const tenant = items.find((one) => one.id === own);
      return { zone: tenant?.timezone || 'UTC', hours: tenant?.business_hours ?? '' };
    },
  });
};

export type ResourceDraft = { name: string; hours: string; colour: number; active: boolean };

export const saveResource = (draft: ResourceDraft, id?: string) =>
  id
    ? ask(api.PATCH('/api/v1/agenda/resources/{id}', { params: { path: { id } }, body: draft }))
    : ask(api.POST('/api/v1/agenda/resources', { body: draft }));

export type AppointmentBody = {
  resource_id: string;
  title: string;
  starts_at: string;
  ends_at: string;
  contact_id: string | null;
  contact_name: string;
  notes: string;
  outside_hours?: boolean;
};

export const addAppointment = (body: AppointmentBody & { client_id: string; conversation_id?: string }) =>
  ask(
    api.POST('/api/v1/appointments', { body: { status: 'scheduled', outside_hours: false, ...body } }),
  ) as Promise<Appointment>;

export const changeAppointment = (id: string, body: Partial<AppointmentBody> & { revision: number }) =>
  ask(
    api.PATCH('/api/v1/appointments/{id}', {
      params: { path: { id } },
      body: { outside_hours: false, ...body },
    }),
  ) as Promise<Appointment>;

export const setStatus = (id: string, status: Status) =>
  ask(
    api.PUT('/api/v1/appointments/{id}/status', { params: { path: { id } }, body: { status } }),
  ) as Promise<Appointment>;

/** Whose place it is already, when that is why it was refused. */
export const inTheWay = (error: unknown) =>
  (problemOf(error).body.conflict as InTheWay | undefined) ?? undefined;

/** The appointment as somebody else has left it, when that is why it was refused. */
export const changedMeanwhile = (error: unknown) =>
  (problemOf(error).body.current as Appointment | undefined) ?? undefined;

export const outsideHours = (error: unknown) =>
  problemOf(error).errors.some((e) => e.field === 'starts_at' && e.reason === 'outside_hours');
