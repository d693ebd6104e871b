/** Characters that turn the direction of what follows: a name can hide its end with them. */
const turning = /[\u202a-\u202e\u2066-\u2069]/g;
/** One joins the parts of an emoji or of a Persian word; a run of them only hides something. */
const unseen = /[\u200b-\u200f\u2060-\u2064\ufeff\u00ad]{2,}/g;
/** More marks on one letter than any language has: they would be drawn over the neighbours. */
const stacked = /(\p{M}{4})\p{M}+/gu;
/** Control characters but tab and line break. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
const control = /[\u0000-\u0008\u000b-\u001f\u007f]/g;

/** What somebody else wrote, without what is there to deceive the eye. Still only a text: it is never markup. */
export function tame(text: string): string {
  return text
    .replaceAll('\r\n', '\n')
    .replace(turning, '')
    .replace(unseen, '')
    .replace(stacked, '$1')
    .replace(control, '');
}

/** The same on one line, for names and lists. */
export const tameLine = (text: string): string => tame(text).replace(/\s+/g, ' ').trim();
