import {
  type CSSVariablesResolver,
  createTheme,
  defaultVariantColorsResolver,
  type MantineColorsTuple,
  type VariantColorsResolver,
} from '@mantine/core';

/** Every shade is the same token: tokens.css decides, in both schemes. */
const voice = (token: string): MantineColorsTuple => {
  const one = `var(--${token})`;
  return [one, one, one, one, one, one, one, one, one, one];
};

/** Colour name of a component → token of tokens.css. */
const tokens: Record<string, string> = {
  bot: 'bot',
  person: 'person',
  customer: 'customer',
  ok: 'ok',
  warn: 'warn',
  bad: 'bad',
};

/** What components take from the two greys of the library, light to dark, is paper and ink of ours: dark begins with ink. */
const grey = (...names: string[]) => names.map((name) => `var(--${name})`) as unknown as MantineColorsTuple;
const greys = {
  gray: grey('paper', 'sunken', 'sunken', 'line', 'line-strong', 'ink-3', 'ink-3', 'ink-2', 'ink', 'ink'),
  dark: grey('ink', 'ink', 'ink-2', 'ink-3', 'line-strong', 'line', 'raised', 'surface', 'paper', 'sunken'),
};

const fonts = {
  text: "'Hanken Grotesk Variable', system-ui, sans-serif",
  machine: "'JetBrains Mono', ui-monospace, monospace",
};

const variants: VariantColorsResolver = (input) => {
  const made = defaultVariantColorsResolver(input);
  const token = tokens[input.color ?? 'bot'];
  if (!token) return made;
  const ink = token === 'bot' || token === 'person' ? `var(--${token}-ink)` : `var(--${token})`;
  const soft = token === 'customer' ? 'var(--sunken)' : `var(--${token}-soft)`;
  switch (input.variant) {
    case 'filled':
      return { ...made, background: `var(--${token})`, hover: ink, color: 'var(--on-fill)', border: 'none' };
    case 'light':
      return { ...made, background: soft, hover: soft, color: ink, border: 'none' };
    case 'outline':
      return {
        ...made,
        background: 'var(--raised)',
        hover: soft,
        color: ink,
        border: `1px solid var(--${token})`,
      };
    case 'subtle':
    case 'transparent':
      return { ...made, background: 'transparent', hover: soft, color: ink, border: 'none' };
    default:
      return made;
  }
};

export const theme = createTheme({
  variantColorResolver: variants,
  primaryColor: 'bot',
  colors: {
    ...greys,
    ...Object.fromEntries(Object.entries(tokens).map(([name, token]) => [name, voice(token)])),
  },
  fontFamily: fonts.text,
  fontFamilyMonospace: fonts.machine,
  headings: {
    fontFamily: fonts.text,
    fontWeight: '620',
    sizes: {
      h1: { fontSize: '20px', lineHeight: '1.3' },
      h2: { fontSize: '16px', lineHeight: '1.35' },
      h3: { fontSize: '14px', lineHeight: '1.4' },
    },
  },
  fontSizes: { xs: '12px', sm: '13px', md: '14px', lg: '16px', xl: '20px' },
  lineHeights: { xs: '1.4', sm: '1.45', md: '1.5', lg: '1.5', xl: '1.4' },
  defaultRadius: 'sm',
  radius: { xs: '3px', sm: '4px', md: '6px', lg: '10px', xl: '16px' },
  spacing: { xs: '4px', sm: '8px', md: '12px', lg: '20px', xl: '32px' },
  cursorType: 'pointer',
  components: {
    Button: { defaultProps: { size: 'xs' } },
    TextInput: { defaultProps: { size: 'sm' } },
    Textarea: { defaultProps: { size: 'sm' } },
    Select: { defaultProps: { size: 'sm', allowDeselect: false } },
    // In the letters of the text: those of the machine are loaded for machines' words only.
    Kbd: { styles: { root: { fontFamily: fonts.text } } },
    Badge: { defaultProps: { variant: 'light', radius: 'sm', tt: 'none' } },
    Tooltip: { defaultProps: { openDelay: 300 } },
    Modal: { defaultProps: { centered: true } },
    Table: { defaultProps: { verticalSpacing: 6, horizontalSpacing: 'md' } },
  },
});

const same = {
  '--mantine-color-body': 'var(--paper)',
  '--mantine-color-text': 'var(--ink)',
  '--mantine-color-dimmed': 'var(--ink-2)',
  '--mantine-color-placeholder': 'var(--ink-3)',
  '--mantine-color-default': 'var(--raised)',
  '--mantine-color-default-hover': 'var(--sunken)',
  '--mantine-color-default-border': 'var(--line-strong)',
  '--mantine-color-default-color': 'var(--ink)',
  '--mantine-color-error': 'var(--bad)',
  '--mantine-color-anchor': 'var(--bot-ink)',
};

/** Greys that some components take straight from the library's palette. */
const light = {
  ...same,
  '--mantine-color-gray-0': 'var(--surface)',
  '--mantine-color-gray-1': 'var(--sunken)',
  '--mantine-color-gray-2': 'var(--line)',
  '--mantine-color-gray-3': 'var(--line)',
};
const dark = {
  ...same,
  '--mantine-color-dark-4': 'var(--line-strong)',
  '--mantine-color-dark-5': 'var(--line)',
  '--mantine-color-dark-6': 'var(--raised)',
};

/** What the component library paints by itself, in our tokens. */
export const cssVariables: CSSVariablesResolver = () => ({ variables: {}, light, dark });
