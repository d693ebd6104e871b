import { Drawer, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api, ask } from '../../../api/client';
import type { components } from '../../../api/schema';
import { Loaded } from '../../../ui/states';
import { When } from '../../../ui/When';
import { tame, tameLine } from '../../../ui/whatsapp/tame';
import shared from '../inbox.module.css';
import { useFlowNames } from '../useFlowNames';
import { Ticks } from './Ticks';
import classes from './thread.module.css';

type Why = components['schemas']['why'];

/** Why the bot said it: what came, which version answered, each step that was taken, and what became of it. */
export function WhyDrawer({ id, message, onClose }: { id: string; message: string; onClose: () => void }) {
  const { t } = useTranslation('inbox');
  const { t: shell } = useTranslation();
  const query = useQuery({
    queryKey: ['why', id, message],
    queryFn: () =>
      ask(
        api.GET('/api/v1/conversations/{id}/messages/{message}/why', { params: { path: { id, message } } }),
      ) as Promise<Why>,
  });
  return (
    <Drawer
      opened
      onClose={onClose}
      position="right"
      size={420}
      title={t('why.title')}
      closeButtonProps={{ 'aria-label': shell('close') }}
    >
      <Loaded query={query}>{(why) => <Chain why={why} />}</Loaded>
    </Drawer>
  );
}

function Chain({ why }: { why: Why }) {
  const { t } = useTranslation('inbox');
  const nameOf = useFlowNames();
  return (
    <Stack gap="lg">
      <section>
        <h3 className={shared.h3}>{t('why.causes')}</h3>
        {(why.causes ?? []).map((c, i) => (
          <div key={i} className={classes.step}>
            <span className="mono">{c.kind}</span> <When at={c.at} exact />
            {c.said && <div dir="auto">“{tame(c.said)}”</div>}
          </div>
        ))}
      </section>
      {(why.live ?? []).length > 0 && (
        <section>
          <h3 className={shared.h3}>{t('why.live')}</h3>
          {(why.live ?? []).map((l) => (
            <div key={l.flow}>
              <bdi>{nameOf(l.flow ?? 0)}</bdi> <span className="mono">v{l.version}</span>
            </div>
          ))}
        </section>
      )}
      <section>
        <h3 className={shared.h3}>{t('why.steps')}</h3>
        <ol className={classes.trace}>
          {(why.trace ?? []).map((line, i) => (
            <li key={i}>
              <span className="mono">{tameLine(line.node ?? '')}</span> {tameLine(line.what ?? '')}
              {line.detail && <div className={shared.small}>{tame(line.detail)}</div>}
            </li>
          ))}
        </ol>
      </section>
      <section>
        <h3 className={shared.h3}>{t('why.sent')}</h3>
        {why.outbox && (
          <Text size="sm">
            <span className="mono">{why.outbox.state}</span> ·{' '}
            {t('why.attempts', { count: why.outbox.attempt ?? 0 })}
          </Text>
        )}
        {why.message.status && (
          <Text size="sm" component="div">
            <Ticks status={why.message.status} /> {t(`status.${why.message.status}`)}
          </Text>
        )}
      </section>
    </Stack>
  );
}
