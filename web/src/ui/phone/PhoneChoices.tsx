import { CloseButton, FocusTrap, Group, Text } from '@mantine/core';
import { IconExternalLink, IconList, IconMapPin } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { safeLink } from '../whatsapp/links';
import { tameLine } from '../whatsapp/tame';
import type { InteractiveContent } from '../whatsapp/types';
import classes from './Phone.module.css';

export type Tap = (choice: { id: string; title: string; from: 'button' | 'list' }) => void;

function Choice({ onClick, children }: { onClick?: () => void; children: ReactNode }) {
  return (
    <button type="button" className={classes.choice} onClick={onClick} disabled={!onClick}>
      {children}
    </button>
  );
}

/** What of a bubble can be tapped, as wide as the bubble. */
export function PhoneChoices({
  content,
  onTap,
  onList,
  onPlace,
}: {
  content: InteractiveContent;
  onTap?: Tap;
  onList?: () => void;
  onPlace?: () => void;
}) {
  const { t } = useTranslation('phone');
  const label = tameLine(content.label ?? '');
  switch (content.type) {
    case 'buttons':
      return (
        <div className={classes.choices}>
          {(content.buttons ?? []).map((b) => (
            <Choice key={b.id} onClick={onTap && (() => onTap({ ...b, from: 'button' }))}>
              <bdi>{tameLine(b.title)}</bdi>
            </Choice>
          ))}
        </div>
      );
    case 'list':
      return (
        <div className={classes.choices}>
          <Choice onClick={onList}>
            <IconList size={16} aria-hidden="true" />
            <bdi>{label || t('list')}</bdi>
          </Choice>
        </div>
      );
    case 'location_request':
      return (
        <div className={classes.choices}>
          <Choice onClick={onPlace}>
            <IconMapPin size={16} aria-hidden="true" />
            {t('send_place')}
          </Choice>
        </div>
      );
    case 'cta_url': {
      const link = content.url ? safeLink(content.url) : null;
      return (
        <div className={classes.choices}>
          {link ? (
            <a className={classes.choice} href={link.href} target="_blank" rel="noopener noreferrer nofollow">
              <IconExternalLink size={16} aria-hidden="true" />
              <bdi>{label || link.href}</bdi>
            </a>
          ) : (
            <Choice>
              <bdi>{label}</bdi>
            </Choice>
          )}
        </div>
      );
    }
    default:
      return (
        <div className={classes.choices}>
          <Choice>
            <bdi>{label || t('not_here')}</bdi>
          </Choice>
        </div>
      );
  }
}

/** The rows of a list, over the thread, as the phone opens them. */
export function ListSheet({
  content,
  onTap,
  onClose,
}: {
  content: InteractiveContent;
  onTap: Tap;
  onClose: () => void;
}) {
  const { t } = useTranslation('phone');
  return (
    <FocusTrap>
      <div
        className={classes.sheet}
        role="dialog"
        aria-label={tameLine(content.label ?? '') || t('list')}
        onKeyDown={(event) => {
          if (event.key === 'Escape') onClose();
        }}
      >
        <div className={classes.rows}>
          <Group justify="space-between" wrap="nowrap">
            <Text fw={620}>
              <bdi>{tameLine(content.label ?? '') || t('list')}</bdi>
            </Text>
            <CloseButton onClick={onClose} aria-label={t('close_list')} />
          </Group>
          {(content.sections ?? []).map((section, i) => (
            <div key={i}>
              {section.title && (
                <div className={classes.small}>
                  <bdi>{tameLine(section.title)}</bdi>
                </div>
              )}
              {section.rows.map((row) => (
                <button
                  type="button"
                  className={classes.row}
                  key={row.id}
                  onClick={() => onTap({ id: row.id, title: row.title, from: 'list' })}
                >
                  <bdi>{tameLine(row.title)}</bdi>
                  {row.description && (
                    <div className={classes.small} dir="auto">
                      {tameLine(row.description)}
                    </div>
                  )}
                </button>
              ))}
            </div>
          ))}
        </div>
      </div>
    </FocusTrap>
  );
}
