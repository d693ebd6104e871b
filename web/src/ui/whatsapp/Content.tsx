import { useTranslation } from 'react-i18next';
import { type Choose, Interactive } from './Interactive';
import { Cards, Chosen, FormAnswers, Order, Place, TemplateLine } from './Lines';
import { Markup } from './Markup';
import { Media } from './Media';
import { tame, tameLine } from './tame';
import {
  type InteractiveContent,
  interactiveTypes,
  type MediaContent,
  mediaKinds,
  type WaContent,
} from './types';
import classes from './whatsapp.module.css';

/**
 * One message's content of any type, as the thread and the simulator's phone show it. Files need a
 * `ConversationContext` above, which says whose they are.
 * @param content `message.content`; null when this version cannot read what is stored
 * @param text the message's plain text: shown when the type is none that we know
 */
export function Content({
  content,
  text = '',
  onChoose,
}: {
  content: unknown;
  text?: string;
  onChoose?: Choose;
}) {
  const { t } = useTranslation('whatsapp');
  const c = content as WaContent | null;
  if (!c || typeof c !== 'object' || typeof c.type !== 'string')
    return text ? <Markup text={text} /> : <Note text={t('unreadable')} />;
  if (mediaKinds.includes(c.type)) return <Media media={c as MediaContent} />;
  if (interactiveTypes.includes(c.type))
    return <Interactive content={c as InteractiveContent} onChoose={onChoose} />;
  return <Other content={c} text={text} />;
}

function Note({ text }: { text: string }) {
  return <em className={classes.small}>{text}</em>;
}

function Other({ content: c, text }: { content: WaContent; text: string }) {
  const { t } = useTranslation('whatsapp');
  switch (c.type) {
    case 'text':
    case 'note':
      return <Markup text={c.body ?? text} />;
    case 'location':
      return <Place content={c} />;
    case 'contacts':
      return <Cards cards={c.cards} />;
    case 'button_reply':
    case 'list_reply':
    case 'template_button':
      return <Chosen title={c.title} description={c.description} />;
    case 'form_reply':
      return <FormAnswers content={c} />;
    case 'call_permission':
      return <Note text={t(c.accepted ? 'call.yes' : 'call.no')} />;
    case 'reaction':
      return <Note text={c.emoji ? t('reaction.put', { emoji: tameLine(c.emoji) }) : t('reaction.taken')} />;
    case 'order':
      return <Order content={c} />;
    case 'system':
      return <Note text={tame(c.body ?? '') || t('system')} />;
    case 'edit':
      return (
        <>
          <Note text={t('edit')} />
          <Markup text={c.text ?? ''} />
        </>
      );
    case 'revoke':
      return <Note text={t('revoke')} />;
    case 'welcome':
      return <Note text={t('welcome')} />;
    case 'template':
      return <TemplateLine content={c} />;
    case 'unsupported':
      return <Note text={t('unsupported', { type: tameLine(c.unsupported_type ?? '') || '?' })} />;
    default:
      return text ? <Markup text={text} /> : <Note text={t('unreadable')} />;
  }
}
