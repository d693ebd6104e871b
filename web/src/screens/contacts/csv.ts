export const separators = [',', ';', '\t'] as const;

/** Rows of a CSV (RFC 4180); the separator is the one that the first line has most of. */
export function readCsv(text: string): string[][] {
  const source = text.replace(/^\ufeff/, '');
  const line = source.split(/\r?\n/, 1)[0] ?? '';
  const count = (s: string) => line.split(s).length;
  const separator = separators.toSorted((a, b) => count(b) - count(a))[0] ?? ',';
  const rows: string[][] = [];
  let row: string[] = [];
  let cell = '';
  let quoted = false;
  for (let i = 0; i < source.length; i++) {
    const c = source[i];
    if (quoted) {
      if (c !== '"') cell += c;
      else if (source[i + 1] === '"') cell += source[i++];
      else quoted = false;
    } else if (c === '"' && cell === '') quoted = true;
    else if (c === separator) {
      row.push(cell);
      cell = '';
    } else if (c === '\n' || c === '\r') {
      if (c === '\r' && source[i + 1] === '\n') i++;
      rows.push([...row, cell]);
      row = [];
      cell = '';
    } else cell += c;
  }
  if (cell !== '' || row.length > 0) rows.push([...row, cell]);
  return rows.filter((cells) => cells.some((one) => one.trim() !== ''));
}

const quoted = (cell: string): string => (/[",\n\r]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);

/** The rows as the import takes them: columns named by `columns`; empty names are left out. Line numbers stay true when
 *  no cell holds a line break and no line was empty. */
export function writeCsv(rows: readonly string[][], columns: readonly string[]): string {
  const kept = columns.flatMap((name, i) => (name ? [i] : []));
  const lines = rows.slice(1).map((row) => kept.map((i) => quoted((row[i] ?? '').trim())).join(','));
  return [kept.map((i) => quoted(columns[i] ?? '')).join(','), ...lines].join('\n');
}

const known: [RegExp, string][] = [
  [/^(phone|tel[eé]fono|telefone|celular|m[oó]vil|whatsapp|n[uú]mero)/i, 'phone'],
  [/^(name|nombre|nome)/i, 'name'],
  [/^(tags?|etiquetas?)/i, 'tags'],
  [/^(locale|idioma|language|l[ií]ngua)/i, 'locale'],
  [/^(consent|consentimiento|consentimento)/i, 'consent'],
];

/** What each column of a file most likely is; what is none of ours becomes an attribute. */
export function guessColumns(head: readonly string[]): string[] {
  const taken = new Set<string>();
  return head.map((title) => {
    const name = title.trim();
    if (name.startsWith('attr:')) return name;
    const found = known.find(([pattern, column]) => pattern.test(name) && !taken.has(column))?.[1];
    if (found) {
      taken.add(found);
      return found;
    }
    return name ? `attr:${name.toLowerCase().replaceAll(/[^\p{L}\p{N}_]+/gu, '_')}` : '';
  });
}
