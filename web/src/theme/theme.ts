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
  colors: Object.fromEntries(Object.entries(tokens).map(([name, token]) => [name, voice(token)])),
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

/** What the component library paints by itself, in our tokens. */
export const cssVariables: CSSVariablesResolver = () => ({ variables: {}, light: same, dark: same });
