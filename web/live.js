// The client of `console.live.v1`: tables by key, kept up to date; after a gap or a drop one topic begins anew.

export class Feed {
  /** @param onState called with true when connected, false when not; @param onClock with the server's time. */
  constructor(onState, onClock) {
    this.onState = onState;
    this.onClock = onClock;
    this.tables = new Map();
    this.wait = 500;
    this.stopped = false;
  }

  start() {
    const scheme = location.protocol === "https:" ? "wss:" : "ws:";
    this.socket = new WebSocket(`${scheme}//${location.host}/api/v1/feed`, "console.live.v1");
    this.socket.onmessage = (e) => this.take(JSON.parse(e.data));
    this.socket.onclose = () => {
      this.onState(false);
      if (this.stopped) return;
      setTimeout(() => this.start(), this.wait * (0.5 + Math.random() / 2));
      this.wait = Math.min(this.wait * 2, 30000);
    };
  }

  stop() {
    this.stopped = true;
    this.socket?.close();
  }

  /** @param onTable called with a Map of key → value after each change. */
  subscribe(id, topic, filter, onTable) {
    this.tables.set(id, { topic, filter, onTable, rows: new Map(), epoch: null, seq: null });
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
      this.onClock(new Date(frame.now));
      this.onState(true);
      for (const id of this.tables.keys()) this.ask(id);
      return;
    }
    const t = this.tables.get(frame.id);
    if (!t) return;
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

function applyOp(rows, op) {
  if (op.op === "put") rows.set(op.k, op.v);
  else if (op.op === "del") rows.delete(op.k);
  else if (op.op === "patch" && rows.has(op.k)) rows.set(op.k, { ...rows.get(op.k), ...op.p });
}

/** Calls the API; throws an Error with the problem's own words. */
export async function api(method, path, body) {
  const answer = await fetch(path, {
    method,
    headers: body === undefined ? {} : { "Content-Type": "application/json" },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  const type = answer.headers.get("content-type") ?? "";
  const value = type.includes("json") ? await answer.json() : null;
  if (answer.ok) return value;
  const fields = (value?.errors ?? []).map((e) => `${e.field}: ${e.hint}`).join(" ");
  const error = new Error(fields || value?.detail || `HTTP ${answer.status}`);
  error.status = answer.status;
  throw error;
}
