export default function Inbox() {
  return <div>inbox</div>;
}
