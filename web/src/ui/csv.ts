import { saveText } from './saveText';

/** A cell of a table of comma-separated values. What a spreadsheet would take for a formula is made a text. */
function cell(value: string | number | null | undefined): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'number') return String(value);
  const text = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

export type Row = readonly (string | number | null | undefined)[];

export const csvOf = (rows: readonly Row[]): string =>
  `${rows.map((row) => row.map(cell).join(',')).join('\r\n')}\r\n`;

/** Gives the browser a table to keep; the mark at its beginning tells spreadsheets how it is written. */
export const download = (name: string, text: string, type = 'text/csv'): void =>
  saveText(name, `\uFEFF${text}`, `${type};charset=utf-8`);
