import { Problem } from '../../../api/problem';
import type { MediaKind } from '../../../ui/whatsapp/types';

export type Uploaded = { asset: string; size: number; mime_type: string; kind: MediaKind; filename: string };

const mb = 1_000_000;
/** What WhatsApp takes of each kind; larger ones go as a document. */
const most: Record<string, number> = { image: 5 * mb, audio: 16 * mb, video: 16 * mb };
export const file_most = 100 * mb;

/** Whether a file has to go as a document: it is too large for its kind, or WhatsApp shows no such kind. */
export const asDocument = (file: Pick<File, 'type' | 'size'>): boolean => {
  const limit = most[file.type.split('/')[0] ?? ''];
  return limit === undefined || file.size > limit;
};

/** Sends a file to the server; `told` hears how much of it has gone, 0 to 1. XMLHttpRequest: fetch cannot tell that. */
export function upload(file: File, told: (share: number) => void, signal: AbortSignal): Promise<Uploaded> {
  return new Promise((done, fail) => {
    const request = new XMLHttpRequest();
    const query = new URLSearchParams({ filename: file.name, ...(asDocument(file) && { as: 'document' }) });
    request.open('POST', `/api/v1/files?${query}`);
    request.setRequestHeader('Content-Type', file.type || 'application/octet-stream');
    request.responseType = 'json';
    request.upload.onprogress = (e) => e.lengthComputable && told(e.loaded / e.total);
    request.onload = () => {
      const body = (request.response ?? {}) as Record<string, unknown>;
      if (request.status >= 200 && request.status < 300) done(body as Uploaded);
      else fail(new Problem(request.status, body));
    };
    request.onerror = () => fail(new Problem(0, {}));
    request.onabort = () => fail(new DOMException('', 'AbortError'));
    signal.addEventListener('abort', () => request.abort());
    request.send(file);
  });
}
