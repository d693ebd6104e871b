// The server's side of the page: the feed `console.live.v1` (tables by key, kept up to date) and the API.

/** Tables that follow the server. After a gap, a restart or a drop a topic goes on where it was or begins anew, so that
 *  a row is never there twice. */
export class Feed {
  /** @param on {live(bool), clock(Date), denied()}: connected or not; the server's time; the session has ended. */
  constructor(on) {
    this.on = on;
    this.tables = new Map();
    this.wait = 500;
    this.stopped = false;
  }

  start() {
    const scheme = location.protocol === "https:" ? "wss:" : "ws:";
    this.socket = new WebSocket(`${scheme}//${location.host}/api/v1/feed`, "console.live.v1");
    this.socket.onmessage = (e) => this.take(JSON.parse(e.data));
    this.socket.onclose = (e) => {
      if (this.stopped) return;
      this.on.live(false);
      if (e.code === not_signed_in) return this.on.denied();
      setTimeout(() => this.again(), this.wait * (0.5 + Math.random() / 2));
      this.wait = Math.min(this.wait * 2, 5000);
    };
  }

  /** A refused upgrade does not say why; the API does. */
  async again() {
    const known = await api("GET", "/api/v1/setup").catch(() => null);
    if (known && !known.signed_in) return this.on.denied();
    this.start();
  }

  stop() {
    this.stopped = true;
    this.socket?.close();
  }

  /** @param onTable called with a Map of key → value after each change; @param onError with a code, e.g. `forbidden`
   *  for what is not there (yet). */
  subscribe(id, topic, filter, onTable, onError = () => {}) {
    this.tables.set(id, { topic, filter, onTable, onError, rows: new Map(), epoch: null, seq: null });
    this.ask(id);
  }

  unsubscribe(id) {
    if (this.tables.delete(id)) this.send({ t: "unsub", id });
  }

  ask(id) {
    const t = this.tables.get(id);
    const frame = { t: "sub", id, topic: t.topic, filter: t.filter };
    if (t.epoch !== null) frame.since = { epoch: t.epoch, seq: t.seq };
    this.send(frame);
  }

  send(frame) {
    if (this.socket?.readyState === WebSocket.OPEN) this.socket.send(JSON.stringify(frame));
  }

  take(frame) {
    if (frame.t === "hello") {
      this.wait = 500;
      this.on.clock(new Date(frame.now));
      this.on.live(true);
      for (const id of this.tables.keys()) this.ask(id);
      return;
    }
    const t = this.tables.get(frame.id);
    if (!t) return;
    if (frame.t === "err") return t.onError(frame.code);
    if (frame.t === "snap") {
      t.rows = new Map(frame.items.map((i) => [i.k, i.v]));
    } else if (frame.t === "delta") {
      if (frame.prev !== t.seq) {
        t.epoch = null; // a gap: this topic begins anew
        return this.ask(frame.id);
      }
      for (const op of frame.ops) applyOp(t.rows, op);
    } else if (frame.t !== "resumed") {
      return;
    }
    if (frame.epoch !== undefined) t.epoch = frame.epoch;
    t.seq = frame.seq;
    t.onTable(t.rows);
  }
}

const not_signed_in = 4401;

function applyOp(rows, op) {
  if (op.op === "put") rows.set(op.k, op.v);
  else if (op.op === "del") rows.delete(op.k);
  else if (op.op === "patch" && rows.has(op.k)) rows.set(op.k, { ...rows.get(op.k), ...op.p });
}

/** Calls the API; throws an Error with the problem's own words, its `status`, and what is wrong with which field. */
export async function api(method, path, body) {
  const answer = await fetch(path, {
    method,
    headers: body === undefined ? {} : { "Content-Type": "application/json" },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  const type = answer.headers.get("content-type") ?? "";
  const value = type.includes("json") ? await answer.json() : null;
  if (answer.ok) return value;
  const error = new Error(value?.detail || `HTTP ${answer.status}`);
  error.status = answer.status;
  error.fields = value?.errors ?? [];
  throw error;
}

const numbers_every_ms = 2000;

/** Follows a few of the server's metrics while the page is looked at and connected.
 *  @param connected tells whether it is worth asking; @param onNumbers is called with {accepted, turns, sent: per second,
 *  or null at first; waiting, leaving, resident: how many now}. */
export function followNumbers(connected, onNumbers) {
  let before = null;
  const look = async () => {
    if (document.hidden || !connected()) return (before = null);
    const text = await fetch("/metrics").then((r) => (r.ok ? r.text() : null)).catch(() => null);
    if (text === null) return;
    const now = { at: performance.now(), accepted: sum(text, "charla_inbox_appended_total"), turns: sum(text, "charla_turns_total"), sent: sum(text, "charla_sends_total") };
    const rate = (name) => (before ? Math.max(0, ((now[name] - before[name]) * 1000) / (now.at - before.at)) : null);
    onNumbers({
      accepted: rate("accepted"), turns: rate("turns"), sent: rate("sent"),
      waiting: sum(text, "charla_inbox_pending"), leaving: sum(text, "charla_outbox"), resident: sum(text, "charla_conversations_resident"),
    });
    before = now;
  };
  look();
  setInterval(look, numbers_every_ms);
}

/** Adds up all label sets of a metric in Prometheus' text format. */
function sum(text, name) {
  let total = 0;
  for (const line of text.split("\n"))
    if (line.startsWith(`${name} `) || line.startsWith(`${name}{`)) total += Number(line.slice(line.lastIndexOf(" ") + 1));
  return total;
}
