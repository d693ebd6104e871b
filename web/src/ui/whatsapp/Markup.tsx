import { UnstyledButton } from '@mantine/core';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Block, blocks, type Inline } from './marks';
import { tame } from './tame';
import classes from './whatsapp.module.css';

const shown_first = 1200;

/** Cut between characters, not within an emoji. */
const cut = (text: string, length: number) => text.slice(0, length).replace(/[\ud800-\udbff]$/, '');

/** A text as WhatsApp shows it. All of it is text nodes: what looks like markup of a page stays letters. */
export function Markup({ text }: { text: string }) {
  const { t } = useTranslation();
  const [whole, setWhole] = useState(false);
  const clean = useMemo(() => tame(text), [text]);
  const long = !whole && clean.length > shown_first + 200;
  const parsed = useMemo(() => blocks(long ? cut(clean, shown_first) : clean), [clean, long]);
  return (
    <div className={classes.markup} dir="auto">
      {parsed.map((block, i) => (
        <BlockView key={i} block={block} />
      ))}
      {long && (
        <UnstyledButton className={classes.more} onClick={() => setWhole(true)}>
          … {t('more')}
        </UnstyledButton>
      )}
    </div>
  );
}

function BlockView({ block }: { block: Block }) {
  switch (block.kind) {
    case 'code':
      return <pre className={classes.code}>{block.text}</pre>;
    case 'lines':
      return (
        <p className={classes.lines}>
          <Inlines of={block.inside} />
        </p>
      );
    case 'quote':
      return (
        <blockquote className={classes.quote}>
          {block.items.map((item, i) => (
            <p key={i}>
              <Inlines of={item} />
            </p>
          ))}
        </blockquote>
      );
    default: {
      const List = block.kind === 'bullets' ? 'ul' : 'ol';
      return (
        <List className={classes.list} {...(List === 'ol' && { start: block.first })}>
          {block.items.map((item, i) => (
            <li key={i}>
              <Inlines of={item} />
            </li>
          ))}
        </List>
      );
    }
  }
}

export function Inlines({ of }: { of: Inline[] }) {
  return of.map((one, i) => <InlineView key={i} one={one} />);
}

function InlineView({ one }: { one: Inline }) {
  switch (one.kind) {
    case 'text':
      return one.text;
    case 'code':
      return <code className={classes.inline}>{one.text}</code>;
    case 'bold':
      return (
        <strong>
          <Inlines of={one.inside} />
        </strong>
      );
    case 'italic':
      return (
        <em>
          <Inlines of={one.inside} />
        </em>
      );
    case 'strike':
      return (
        <s>
          <Inlines of={one.inside} />
        </s>
      );
    case 'link':
      return (
        <>
          <a href={one.link.href} target="_blank" rel="noopener noreferrer nofollow">
            {one.text}
          </a>
          {one.link.host && <span className="mono"> ({one.link.host})</span>}
        </>
      );
  }
}
