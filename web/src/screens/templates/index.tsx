import { useParams } from '@tanstack/react-router';
import { Editor } from './Editor';
import { List } from './List';

/** What may be said first, or after 24 hours: messages that WhatsApp has approved. */
export default function Templates() {
  const { id } = useParams({ strict: false }) as { id?: string };
  return id ? <Editor key={id} id={id} /> : <List />;
}
