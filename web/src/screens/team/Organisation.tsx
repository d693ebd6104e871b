import { Box, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useAccount, useMay } from '../../api/session';
import { Empty, Loaded } from '../../ui/states';
import { useTenants } from './queries';
import { TenantForm } from './TenantForm';

export function Organisation() {
  const { t } = useTranslation('team');
  const own = useAccount().tenant.id;
  const may = useMay('tenants:write');
  const tenants = useTenants();
  return (
    <Loaded query={tenants}>
      {(items) => {
        const tenant = items.find((one) => one.id === own);
        if (!tenant) return <Empty title={t('tenant.gone')} />;
        return (
          <Box maw={720}>
            {!may && (
              <Text size="sm" c="dimmed" mb="md">
                {t('tenant.may_not')}
              </Text>
            )}
            <TenantForm key={tenant.id} tenant={tenant} disabled={!may} />
          </Box>
        );
      }}
    </Loaded>
  );
}
