import { IconAlertTriangle, IconCheck, IconChecks, IconClock } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../format';
import { Content } from '../whatsapp/Content';
import { Markup } from '../whatsapp/Markup';
import { tameLine } from '../whatsapp/tame';
import { type InteractiveContent, interactiveTypes } from '../whatsapp/types';
import classes from './Phone.module.css';
import { PhoneChoices, type Tap } from './PhoneChoices';
import type { Line } from './types';

const ticks: Record<string, typeof IconCheck> = {
  queued: IconClock,
  sent: IconCheck,
  delivered: IconChecks,
  read: IconChecks,
  played: IconChecks,
  failed: IconAlertTriangle,
};

function Tick({ status }: { status: string }) {
  const { t } = useTranslation('phone');
  const Icon = ticks[status];
  if (!Icon) return null;
  return <Icon size={14} role="img" aria-label={t(`status.${status}`)} />;
}

function Offer({
  content: c,
  ...acts
}: {
  content: InteractiveContent;
  onTap?: Tap;
  onList?: () => void;
  onPlace?: () => void;
}) {
  return (
    <>
      {c.header && <strong dir="auto">{tameLine(c.header)}</strong>}
      {c.header_media && <Content content={{ ...c.header_media, type: c.header_media.kind }} />}
      <Markup text={c.body} />
      {c.footer && (
        <div className={classes.small} dir="auto">
          {tameLine(c.footer)}
        </div>
      )}
      <PhoneChoices content={c} {...acts} />
    </>
  );
}

/** One bubble on the phone: who says it, what it says, what can be tapped. */
export function PhoneBubble({
  line,
  onTap,
  onList,
  onPlace,
}: {
  line: Line;
  onTap?: Tap;
  onList?: (content: InteractiveContent) => void;
  onPlace?: () => void;
}) {
  const { t } = useTranslation('phone');
  const format = useFormat();
  const offers = interactiveTypes.includes(line.content.type);
  const content = line.content as unknown as InteractiveContent;
  return (
    <div className={classes.bubble} data-voice={line.voice} data-wide={offers}>
      <span className="only-read-aloud">{t(`voice.${line.voice}`)}: </span>
      {offers ? (
        <Offer content={content} onTap={onTap} onPlace={onPlace} onList={onList && (() => onList(content))} />
      ) : (
        <Content content={line.content} />
      )}
      {!offers && (
        <div className={classes.foot}>
          {line.by && <bdi>{line.by}</bdi>}
          <time dateTime={line.at}>{format.time(line.at)}</time>
          {line.status && <Tick status={line.status} />}
        </div>
      )}
    </div>
  );
}
