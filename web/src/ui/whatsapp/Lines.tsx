import {
  IconAddressBook,
  IconCornerDownRight,
  IconMapPin,
  IconShoppingCart,
  IconTemplate,
} from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { safeLink } from './links';
import { tame, tameLine } from './tame';
import type { Card, LocationContent, OrderContent, WaContent } from './types';
import classes from './whatsapp.module.css';

type Of<T extends WaContent['type']> = Extract<WaContent, { type: T }>;

export function Place({ content: c }: { content: LocationContent }) {
  const { t } = useTranslation('whatsapp');
  const where = `${c.latitude.toFixed(5)}, ${c.longitude.toFixed(5)}`;
  const map = `https://www.openstreetmap.org/?mlat=${c.latitude}&mlon=${c.longitude}#map=16/${c.latitude}/${c.longitude}`;
  return (
    <div className={classes.file}>
      <IconMapPin size={22} stroke={1.5} aria-hidden="true" />
      <div className={classes.fileText}>
        <bdi>{tameLine(c.name ?? '') || t('location')}</bdi>
        {c.address && <div dir="auto">{tameLine(c.address)}</div>}
        <a className="mono" href={map} target="_blank" rel="noopener noreferrer nofollow">
          {where}
        </a>
      </div>
    </div>
  );
}

function Reachable({ scheme, text }: { scheme: 'tel' | 'mailto'; text: string }) {
  const plain = tameLine(text);
  const link = safeLink(`${scheme}:${scheme === 'tel' ? plain.replace(/[^+\d]/g, '') : plain}`);
  return (
    <div>
      {link ? (
        <a href={link.href} rel="noopener noreferrer nofollow">
          {plain}
        </a>
      ) : (
        plain
      )}
    </div>
  );
}

export function Cards({ cards }: { cards: Card[] }) {
  return cards.map((card, i) => (
    <div className={classes.file} key={i}>
      <IconAddressBook size={22} stroke={1.5} aria-hidden="true" />
      <div className={classes.fileText}>
        <bdi>{tameLine(card.formatted_name)}</bdi>
        {(card.phones ?? []).map((p) => (
          <Reachable key={p} scheme="tel" text={p} />
        ))}
        {(card.emails ?? []).map((e) => (
          <Reachable key={e} scheme="mailto" text={e} />
        ))}
      </div>
    </div>
  ));
}

/** What the customer chose of what was offered. */
export function Chosen({ title, description }: { title: string; description?: string }) {
  const { t } = useTranslation('whatsapp');
  return (
    <div>
      <span className={classes.line}>
        <IconCornerDownRight size={16} role="img" aria-label={t('chosen')} />
        <strong dir="auto">{tameLine(title)}</strong>
      </span>
      {description && <div className={classes.small}>{tameLine(description)}</div>}
    </div>
  );
}

/** Names and values of a form's answers; what is no object is shown as it came. */
export function answersOf(json: string): [string, string][] {
  try {
    const read: unknown = JSON.parse(json);
    if (typeof read !== 'object' || read === null) return [];
    return Object.entries(read)
      .filter(([name]) => name !== 'flow_token')
      .map(([name, value]) => [name, typeof value === 'string' ? value : JSON.stringify(value)]);
  } catch {
    return [];
  }
}

export function FormAnswers({ content: c }: { content: Of<'form_reply'> }) {
  const { t } = useTranslation('whatsapp');
  const answers = answersOf(c.response_json ?? '');
  return (
    <div>
      <strong>{tameLine(c.name ?? '') || t('form')}</strong>
      {c.body && <div dir="auto">{tame(c.body)}</div>}
      <dl className={classes.pairs}>
        {answers.map(([name, value]) => (
          <div key={name}>
            <dt className="mono">{tameLine(name)}</dt>
            <dd dir="auto">{tame(value)}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}

export function Order({ content: c }: { content: OrderContent }) {
  const { t } = useTranslation('whatsapp');
  return (
    <div>
      <span className={classes.line}>
        <IconShoppingCart size={16} aria-hidden="true" />
        <strong>{t('order')}</strong>
      </span>
      <ul className={classes.list}>
        {c.items.map((item, i) => (
          <li key={i}>
            {item.quantity ?? 0} × <span className="mono">{tameLine(item.product ?? '')}</span>
            {item.price && ` · ${tameLine(item.price)} ${tameLine(item.currency ?? '')}`}
          </li>
        ))}
      </ul>
      {c.text && <div dir="auto">{tame(c.text)}</div>}
    </div>
  );
}

type Parameter = { type?: string; text?: string };

/** The texts that fill a template's variables, in order. */
export function parametersOf(json: string): string[] {
  try {
    const parts = JSON.parse(json) as { parameters?: Parameter[] }[];
    return parts
      .flatMap((p) => p.parameters ?? [])
      .flatMap((p) => (p.text === undefined ? [] : [String(p.text)]));
  } catch {
    return [];
  }
}

export function TemplateLine({ content: c }: { content: Of<'template'> }) {
  const { t } = useTranslation('whatsapp');
  const values = parametersOf(c.components_json);
  return (
    <div>
      <span className={classes.line}>
        <IconTemplate size={16} role="img" aria-label={t('template')} />
        <span className="mono">
          {tameLine(c.name)} · {tameLine(c.language)}
        </span>
      </span>
      {values.length > 0 && (
        <ol className={classes.list}>
          {values.map((v, i) => (
            <li key={i} dir="auto">
              {tame(v)}
            </li>
          ))}
        </ol>
      )}
    </div>
  );
}
