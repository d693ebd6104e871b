import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../../api/session';
import { When } from '../../../ui/When';
import { desk } from '../desk';
import shared from '../inbox.module.css';
import type { Conversation } from '../types';
import classes from './panel.module.css';

/** Where to look further: this person's other conversations, the actor, the record of what was done. */
export function Others({ of }: { of: Conversation }) {
  const { t } = useTranslation('inbox');
  const contacts = useMay('contacts:read');
  const actors = useMay('actors:read');
  const query = useQuery({
    queryKey: ['others', of.contact_id],
    queryFn: () => desk.page({ q: of.contact_name || of.phone, limit: '50' }),
    enabled: Boolean(of.contact_name || of.phone),
    staleTime: 30_000,
  });
  const others = (query.data?.items ?? []).filter((c) => c.contact_id === of.contact_id && c.id !== of.id);
  // Screens of other folders: their paths are theirs.
  const to = (path: string) => path as '/inbox';
  return (
    <section>
      <h3 className={shared.h3}>{t('panel.more')}</h3>
      <ul className={classes.links}>
        {others.map((c) => (
          <li key={c.id}>
            <Link to="/inbox/$id" params={{ id: c.id }}>
              <span className="mono">{c.channel}</span>
            </Link>{' '}
            <When at={c.last_activity_at} />
          </li>
        ))}
        {contacts && (
          <li>
            <Link to={to(`/contacts/${of.contact_id}`)}>{t('panel.to_contact')}</Link>
          </li>
        )}
        {actors && (
          <li>
            <Link to={to('/actors')} search={{ q: of.id }}>
              {t('panel.to_actor')}
            </Link>
          </li>
        )}
      </ul>
      <div className={shared.small}>
        <span className="mono">{of.id}</span>
      </div>
    </section>
  );
}
