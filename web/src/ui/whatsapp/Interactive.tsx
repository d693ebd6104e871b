import {
  IconExternalLink,
  IconForms,
  IconListDetails,
  IconMapPin,
  IconShoppingBag,
  IconUserCircle,
} from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { safeLink } from './links';
import { Markup } from './Markup';
import { Media } from './Media';
import { tameLine } from './tame';
import type { InteractiveContent } from './types';
import classes from './whatsapp.module.css';

/** Lets a choice be made: only the simulator's phone gives it; elsewhere the choices are only shown. */
export type Choose = (choice: { id: string; title: string; from: 'button' | 'list' }) => void;

function Choice({ onClick, children }: { onClick?: () => void; children: ReactNode }) {
  return onClick ? (
    <button type="button" className={classes.choice} onClick={onClick}>
      {children}
    </button>
  ) : (
    <span className={classes.choice}>{children}</span>
  );
}

/** Header, text, footer, and what can be tapped. */
export function Interactive({ content: c, onChoose }: { content: InteractiveContent; onChoose?: Choose }) {
  const { t } = useTranslation('whatsapp');
  return (
    <div className={classes.interactive}>
      {c.header_media && <Media media={{ ...c.header_media, type: c.header_media.kind }} />}
      {c.header && <strong dir="auto">{tameLine(c.header)}</strong>}
      <Markup text={c.body} />
      {c.footer && (
        <div className={classes.small} dir="auto">
          {tameLine(c.footer)}
        </div>
      )}
      <Tappable content={c} onChoose={onChoose} words={t} />
    </div>
  );
}

function Tappable({
  content: c,
  onChoose,
  words,
}: {
  content: InteractiveContent;
  onChoose?: Choose;
  words: (key: string) => string;
}) {
  switch (c.type) {
    case 'buttons':
      return (
        <div className={classes.choices}>
          {(c.buttons ?? []).map((b) => (
            <Choice key={b.id} onClick={onChoose && (() => onChoose({ ...b, from: 'button' }))}>
              <bdi>{tameLine(b.title)}</bdi>
            </Choice>
          ))}
        </div>
      );
    case 'list':
      return (
        <Rows content={c} onChoose={onChoose} label={tameLine(c.label ?? '') || words('interactive.list')} />
      );
    case 'cta_url': {
      const link = c.url ? safeLink(c.url) : null;
      return (
        <div className={classes.choices}>
          <span className={classes.choice}>
            <IconExternalLink size={16} aria-hidden="true" />
            {link ? (
              <a href={link.href} target="_blank" rel="noopener noreferrer nofollow">
                {tameLine(c.label ?? '') || link.href}
              </a>
            ) : (
              tameLine(c.label ?? '')
            )}
          </span>
        </div>
      );
    }
    default:
      return <Asked content={c} words={words} />;
  }
}

function Rows({
  content,
  onChoose,
  label,
}: {
  content: InteractiveContent;
  onChoose?: Choose;
  label: string;
}) {
  return (
    <details className={classes.rows}>
      <summary>
        <IconListDetails size={16} aria-hidden="true" /> <bdi>{label}</bdi>
      </summary>
      {(content.sections ?? []).map((section, i) => (
        <div key={i}>
          {section.title && <div className={classes.small}>{tameLine(section.title)}</div>}
          {section.rows.map((row) => (
            <Choice
              key={row.id}
              onClick={onChoose && (() => onChoose({ id: row.id, title: row.title, from: 'list' }))}
            >
              <span>
                <bdi>{tameLine(row.title)}</bdi>
                {row.description && <span className={classes.small}> {tameLine(row.description)}</span>}
              </span>
            </Choice>
          ))}
        </div>
      ))}
    </details>
  );
}

const asked = {
  location_request: IconMapPin,
  whatsapp_flow: IconForms,
  contact_request: IconUserCircle,
  product: IconShoppingBag,
  product_list: IconShoppingBag,
  catalog: IconShoppingBag,
};

/** What the customer is asked for: a place, a form, a product of the catalogue. */
function Asked({ content: c, words }: { content: InteractiveContent; words: (key: string) => string }) {
  const type = c.type as keyof typeof asked;
  const Icon = asked[type];
  const products = (c.products ?? []).flatMap((p) => p.products);
  return (
    <div className={classes.choices}>
      <span className={classes.choice}>
        <Icon size={16} aria-hidden="true" />
        <bdi>{tameLine(c.label ?? '') || words(`interactive.${type}`)}</bdi>
      </span>
      {products.length > 0 && <span className="mono">{products.map(tameLine).join(', ')}</span>}
    </div>
  );
}
