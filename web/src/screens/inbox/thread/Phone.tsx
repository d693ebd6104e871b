import { useTranslation } from 'react-i18next';
import { useMay } from '../../../api/session';
import { tameLine } from '../../../ui/whatsapp/tame';
import type { Conversation } from '../types';

/** The number; masked, and said so, for who may not see it. */
export function Phone({ of }: { of: Pick<Conversation, 'phone' | 'user_id'> }) {
  const { t } = useTranslation('inbox');
  const whole = useMay('contacts:phone');
  return (
    <span className="mono" title={whole ? undefined : t('head.masked')}>
      {tameLine(of.phone || of.user_id)}
    </span>
  );
}
