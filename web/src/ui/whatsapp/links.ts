export type SafeLink = {
  href: string /** Where it leads, when what is written does not say so plainly. */;
  host: string;
};

const allowed = new Set(['http:', 'https:', 'mailto:', 'tel:']);

/** A link that may be followed, or null. A host of foreign letters is told in its plain form: аpple.com is xn--pple-43d.com. */
export function safeLink(written: string): SafeLink | null {
  try {
    const url = new URL(written);
    if (!allowed.has(url.protocol)) return null;
    const odd = url.host !== '' && !written.toLowerCase().includes(url.host);
    const disguised = url.username !== '' || url.password !== '';
    return { href: url.href, host: odd || disguised ? url.host : '' };
  } catch {
    return null;
  }
}

const link = /\b(?:https?:\/\/|mailto:|tel:)[^\s<>"'`]+|\b[\w.+-]+@[\w-]+\.[\w.-]+\w/gi;

export type Piece = { text: string; link?: SafeLink };

/** Cuts a text into plain pieces and links. Punctuation at a link's end belongs to the sentence. */
export function withLinks(text: string): Piece[] {
  const pieces: Piece[] = [];
  let done = 0;
  for (const match of text.matchAll(link)) {
    let written = match[0].replace(/[.,;:!?*_~]+$/, '');
    if (written.endsWith(')') && !written.includes('(')) written = written.slice(0, -1);
    const safe = safeLink(/^(https?|mailto|tel):/i.test(written) ? written : `mailto:${written}`);
    if (!safe) continue;
    if (match.index > done) pieces.push({ text: text.slice(done, match.index) });
    pieces.push({ text: written, link: safe });
    done = match.index + written.length;
  }
  if (done < text.length) pieces.push({ text: text.slice(done) });
  return pieces;
}
