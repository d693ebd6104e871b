/** One message's content, as `message.content` carries it (src/io/json/content_codec.cpp). Members at their default are absent. */
export type MediaKind = 'image' | 'video' | 'audio' | 'document' | 'sticker';

export type MediaContent = {
  type: MediaKind;
  media_id?: string;
  url?: string;
  mime_type?: string;
  caption?: string;
  filename?: string;
  voice?: boolean;
  animated?: boolean;
  asset?: string;
};

export type Card = { formatted_name: string; phones?: string[]; emails?: string[] };
export type Row = { id: string; title: string; description?: string };
export type ProductSection = { title?: string; products: string[] };

export type InteractiveType =
  | 'buttons'
  | 'list'
  | 'cta_url'
  | 'location_request'
  | 'whatsapp_flow'
  | 'product'
  | 'product_list'
  | 'catalog'
  | 'contact_request';

export type InteractiveContent = {
  type: InteractiveType;
  header?: string;
  header_media?: { kind: 'image' | 'video' | 'document' } & Pick<
    MediaContent,
    'media_id' | 'url' | 'filename' | 'asset'
  >;
  body: string;
  footer?: string;
  buttons?: { id: string; title: string }[];
  label?: string;
  sections?: { title?: string; rows: Row[] }[];
  url?: string;
  products?: ProductSection[];
};

export type LocationContent = {
  type: 'location';
  latitude: number;
  longitude: number;
  name?: string;
  address?: string;
};

export type OrderContent = {
  type: 'order';
  text?: string;
  items: { product?: string; quantity?: number; price?: string; currency?: string }[];
};

export type WaContent =
  | { type: 'text' | 'note'; body: string }
  | MediaContent
  | LocationContent
  | { type: 'contacts'; cards: Card[]; requested?: boolean }
  | {
      type: 'button_reply' | 'list_reply' | 'template_button';
      id: string;
      title: string;
      description?: string;
    }
  | { type: 'form_reply'; name?: string; body?: string; response_json?: string }
  | { type: 'call_permission'; accepted: boolean; permanent?: boolean }
  | { type: 'reaction'; target: string; emoji: string }
  | OrderContent
  | { type: 'system'; kind?: string; body?: string; wa_id?: string }
  | { type: 'edit'; original_id?: string; edited_type?: string; text?: string }
  | { type: 'revoke'; original_id?: string }
  | { type: 'welcome' }
  | { type: 'template'; name: string; language: string; components_json: string }
  | InteractiveContent
  | { type: 'unsupported'; unsupported_type?: string; reason?: string };

export const mediaKinds: readonly string[] = ['image', 'video', 'audio', 'document', 'sticker'];
export const interactiveTypes: readonly string[] = [
  'buttons',
  'list',
  'cta_url',
  'location_request',
  'whatsapp_flow',
  'product',
  'product_list',
  'catalog',
  'contact_request',
];
