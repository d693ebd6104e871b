import { useQuery } from '@tanstack/react-query';
import { api, ask } from '../../api/client';
import type { Key, Tenant, User } from './types';

export const tenantsKey = ['tenants'];
export const usersKey = ['users'];
export const keysKey = ['keys'];

export const useTenants = () =>
  useQuery({
    queryKey: tenantsKey,
    queryFn: async () => (await ask(api.GET('/api/v1/tenants'))).items as Tenant[],
  });

export const useUsers = () =>
  useQuery({
    queryKey: usersKey,
    queryFn: async () => (await ask(api.GET('/api/v1/users'))).items as User[],
  });

export const useKeys = () =>
  useQuery({ queryKey: keysKey, queryFn: async () => (await ask(api.GET('/api/v1/keys'))).items as Key[] });
