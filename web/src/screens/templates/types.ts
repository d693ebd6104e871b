import type { components } from '../../api/schema';

type S = components['schemas'];

export type Category = 'MARKETING' | 'UTILITY' | 'AUTHENTICATION';
export const categories: readonly Category[] = ['UTILITY', 'MARKETING', 'AUTHENTICATION'];

export type Component = { type: string } & Record<string, unknown>;
export type Template = Required<Omit<S['message_template'], 'components' | 'variables'>> & {
  components: Component[] | null;
  variables: { key: string; name: string; in: string; type: string; example: string }[] | null;
};

export type HeaderFormat = 'NONE' | 'TEXT' | 'IMAGE' | 'VIDEO' | 'DOCUMENT' | 'LOCATION';
export const headerFormats: readonly HeaderFormat[] = [
  'NONE',
  'TEXT',
  'IMAGE',
  'VIDEO',
  'DOCUMENT',
  'LOCATION',
];

export type ButtonType = 'QUICK_REPLY' | 'URL' | 'PHONE_NUMBER' | 'COPY_CODE';
export const buttonTypes: readonly ButtonType[] = ['QUICK_REPLY', 'URL', 'PHONE_NUMBER', 'COPY_CODE'];

/** Members that this editor does not know stay with their button. */
export type DraftButton = { type: string; text: string; url: string; phone_number: string } & Record<
  string,
  unknown
>;

/** A template as the editor has it. */
export type Draft = {
  channel: string;
  name: string;
  language: string;
  category: Category;
  header: HeaderFormat;
  header_text: string;
  body: string;
  footer: string;
  buttons: DraftButton[];
  /** Key of a variable (`1`, `header.1`, `button0.1`) → what WhatsApp's reviewers see. */
  examples: Record<string, string>;
};

export const limits = {
  body: 1024,
  line: 60,
  button: 25,
  buttons: 10,
  url: 2000,
  phone: 20,
} as const;
