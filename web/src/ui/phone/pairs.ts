/** `name = value`, a line each; a line without `=` is a name with nothing. */
export function readPairs(text: string): Record<string, string> {
  const lines = text.split('\n').map((line) => line.trim());
  return Object.fromEntries(
    lines.filter(Boolean).map((line) => {
      const at = line.indexOf('=');
      return at < 0 ? [line, ''] : [line.slice(0, at).trim(), line.slice(at + 1).trim()];
    }),
  );
}

export const writePairs = (of: Record<string, string>): string =>
  Object.entries(of)
    .map(([name, value]) => `${name} = ${value}`)
    .join('\n');
