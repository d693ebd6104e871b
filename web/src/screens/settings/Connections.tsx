import { Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Loaded } from '../../ui/states';
import { ConnectionActions } from './ConnectionActions';
import { connectionsKey, readConnections, type Smtp, type TiendaNube } from './connection';
import { SmtpForm } from './SmtpForm';
import classes from './settings.module.css';
import { TiendaNubeForm } from './TiendaNubeForm';

/** Credentials of other services; what is secret of them is only ever written. */
export function Connections() {
  const { t } = useTranslation('settings');
  const connections = useQuery({ queryKey: connectionsKey, queryFn: readConnections });
  return (
    <Stack gap="lg">
      <Text size="sm" c="dimmed">
        {t('connection.hint')}
      </Text>
      <Loaded query={connections} rows={4}>
        {(items) => {
          const shop = items.find((c): c is TiendaNube => c.kind === 'tienda_nube');
          const mail = items.find((c): c is Smtp => c.kind === 'smtp');
          return (
            <div>
              <section className={classes.part} aria-label="Tienda Nube">
                <Title order={2} mb="sm">
                  Tienda Nube
                </Title>
                <TiendaNubeForm key={shop?.updated_at ?? 'new'} kept={shop} />
                {shop && <ConnectionActions kind="tienda_nube" />}
              </section>
              <section className={classes.part} aria-label={t('connection.smtp')}>
                <Title order={2} mb="sm">
                  {t('connection.smtp')}
                </Title>
                <SmtpForm key={mail?.updated_at ?? 'new'} kept={mail} />
                {mail && <ConnectionActions kind="smtp" />}
              </section>
            </div>
          );
        }}
      </Loaded>
    </Stack>
  );
}
