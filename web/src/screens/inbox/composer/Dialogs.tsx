import { useTranslation } from 'react-i18next';
import { told } from '../../../ui/act';
import type { Conversation } from '../types';
import { CannedDialog } from './CannedDialog';
import { ChoicesDialog } from './ChoicesDialog';
import type { Dialog } from './Composer';
import { MomentDialog } from './MomentDialog';
import { useOutbox } from './outbox';
import { TemplateDialog } from './TemplateDialog';
import type { Draft } from './useDraft';

const schedule_most_days = 30;

/** The dialogs that the composer opens. */
export function ComposerDialogs({
  open,
  of,
  draft,
  setDraft,
  onClose,
}: {
  open: Dialog;
  of: Conversation;
  draft: Draft;
  setDraft: (next: Draft) => void;
  onClose: () => void;
}) {
  const { t } = useTranslation('inbox');
  const box = useOutbox();
  switch (open) {
    case 'canned':
      return <CannedDialog onClose={onClose} />;
    case 'template':
      return (
        <TemplateDialog
          of={of}
          onClose={onClose}
          onSend={(say) => {
            box.add(of.id, { say });
            onClose();
          }}
        />
      );
    case 'choices':
      return (
        <ChoicesDialog
          text={draft.text}
          onClose={onClose}
          onSend={(say) => {
            box.add(of.id, { say });
            setDraft({ ...draft, text: '' });
            onClose();
          }}
        />
      );
    case 'schedule':
      return (
        <MomentDialog
          title={t('schedule.title')}
          act={t('schedule.act')}
          most_days={schedule_most_days}
          onClose={onClose}
          onPick={(send_at) => {
            box.add(of.id, { say: { type: 'text', text: draft.text.trim(), send_at } });
            setDraft({ ...draft, text: '' });
            told(t('schedule.done'));
            onClose();
          }}
        />
      );
    default:
      return null;
  }
}
