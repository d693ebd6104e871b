import { type SafeLink, withLinks } from './links';

/** What WhatsApp makes of a text: `*bold*`, `_italic_`, `~strike~`, `` `code` ``, links; blocks of code, lists, quotes. */
export type Inline =
  | { kind: 'text'; text: string }
  | { kind: 'bold' | 'italic' | 'strike'; inside: Inline[] }
  | { kind: 'code'; text: string }
  | { kind: 'link'; text: string; link: SafeLink };

export type Block =
  | { kind: 'lines'; inside: Inline[] }
  | { kind: 'code'; text: string }
  | { kind: 'bullets' | 'numbers' | 'quote'; items: Inline[][]; first?: number };

const kinds = { '*': 'bold', _: 'italic', '~': 'strike' } as const;

const isWord = (c: string | undefined) => c !== undefined && /[\p{L}\p{N}]/u.test(c);
const isSpace = (c: string | undefined) => c === undefined || /\s/.test(c);

/** Where the mark at `from` ends, or -1. A mark hugs what it marks and stands outside words: 2*3*4 is arithmetic. */
function closing(text: string, from: number, mark: string): number {
  if (isWord(text[from - 1]) || isSpace(text[from + 1]) || text[from + 1] === mark) return -1;
  for (let at = from + 2; at < text.length; at++) {
    if (text[at] === '\n') return -1;
    if (text[at] === mark && !isSpace(text[at - 1]) && !isWord(text[at + 1])) return at;
  }
  return -1;
}

const deepest = 4;

export function inlines(text: string, depth = 0): Inline[] {
  const out: Inline[] = [];
  let plain = '';
  const flush = () => {
    for (const piece of withLinks(plain))
      out.push(
        piece.link
          ? { kind: 'link', text: piece.text, link: piece.link }
          : { kind: 'text', text: piece.text },
      );
    plain = '';
  };
  for (let at = 0; at < text.length; at++) {
    const c = text[at] as string;
    // What stands in a link is the link's: https://a.example/_x_
    const inLink = /(?:https?:\/\/|mailto:)\S*$/i.test(plain);
    const kind = kinds[c as keyof typeof kinds];
    const end = inLink || depth >= deepest ? -1 : c === '`' || kind ? closing(text, at, c) : -1;
    if (end < 0) {
      plain += c;
      continue;
    }
    flush();
    const inside = text.slice(at + 1, end);
    out.push(kind ? { kind, inside: inlines(inside, depth + 1) } : { kind: 'code', text: inside });
    at = end;
  }
  flush();
  return out;
}

const listed = [
  { kind: 'bullets', start: /^[-*•] (?=\S)/ },
  { kind: 'numbers', start: /^(\d{1,3})\. (?=\S)/ },
  { kind: 'quote', start: /^> ?(?=\S)/ },
] as const;

function linesOf(text: string): Block[] {
  const blocks: Block[] = [];
  let plain: string[] = [];
  const flush = () => {
    const joined = plain.join('\n').replace(/^\n+|\n+$/g, '');
    if (joined !== '') blocks.push({ kind: 'lines', inside: inlines(joined) });
    plain = [];
  };
  for (const line of text.split('\n')) {
    const kind = listed.find((l) => l.start.test(line));
    if (!kind) {
      plain.push(line);
      continue;
    }
    flush();
    const item = inlines(line.replace(kind.start, ''));
    const last = blocks.at(-1);
    if (last && last.kind === kind.kind) last.items.push(item);
    else blocks.push({ kind: kind.kind, items: [item], first: Number(kind.start.exec(line)?.[1] ?? 1) });
  }
  flush();
  return blocks;
}

/** The blocks of a text, in order. */
export function blocks(text: string): Block[] {
  return text.split(/```([\s\S]+?)```/).flatMap((part, i): Block[] => {
    if (i % 2 === 1) return [{ kind: 'code', text: part.replace(/^\n|\n$/g, '') }];
    return linesOf(part);
  });
}
