import { useParams } from '@tanstack/react-router';
import { Detail } from './Detail';
import { List } from './List';

/** The people who write to the organisation. */
export default function Contacts() {
  const { id } = useParams({ strict: false }) as { id?: string };
  return id ? <Detail key={id} id={id} /> : <List />;
}
