import { type Frame, readFrame } from './protocol';
import { emptyTable, reduce, type Table } from './table';

/** Says how much the screen can be believed. */
export type LiveState =
  | 'connecting' // not yet, since the page was opened
  | 'live'
  | 'reconnecting' // what is shown may be old; `since` tells how old
  | 'ended'; // the session is over

type Listener = () => void;

type Topic = {
  id: number;
  key: string;
  topic: string;
  filter: unknown;
  table: Table<unknown>;
  error: string | null;
  listeners: Set<Listener>;
  users: number;
};

const not_signed_in = 4401;
const wait_first_ms = 500;
const wait_most_ms = 15_000;
/** A socket that says nothing for so long is dead, whatever the network thinks. */
const silence_ms = 45_000;
/** A topic that nobody looks at any more is kept so long: going back and forth costs no snapshot. */
const linger_ms = 15_000;

/**
 * One socket a tab, many topics on it (console.live.v1). After a drop each topic goes on where it was; after a gap it
 * begins anew with a snapshot, so that a row is never there twice and never missing.
 */
export class LiveClient {
  state: LiveState = 'connecting';
  /** When what is shown was last known to be true, by this browser's clock. */
  trueAt = Date.now();
  /** Add it to this browser's clock to get the server's. */
  clockOffset = 0;
  /** The server's build; another one than at first means that the page is old. */
  build = '';
  outdated = false;

  private socket: WebSocket | null = null;
  private readonly topics = new Map<string, Topic>();
  private readonly byId = new Map<number, Topic>();
  private readonly listeners = new Set<Listener>();
  private wait = wait_first_ms;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private pulse: ReturnType<typeof setInterval> | undefined;
  private heardAt = 0;
  private nextId = 1;
  private queue: Frame[] = [];
  private drawing = 0;

  /** @param onEnd called when the server no longer knows the session. */
  constructor(
    private readonly url: string,
    private readonly onEnd: () => void,
  ) {}

  start(): void {
    clearTimeout(this.timer);
    if (this.socket && this.socket.readyState <= WebSocket.OPEN) return;
    const socket = new WebSocket(this.url, 'console.live.v1');
    this.socket = socket;
    socket.onmessage = (event) => this.take(String(event.data));
    socket.onclose = (event) => {
      if (this.socket !== socket) return;
      this.socket = null;
      clearInterval(this.pulse);
      if (event.code === not_signed_in) return this.end();
      this.say('reconnecting');
      this.timer = setTimeout(() => this.start(), this.wait * (0.5 + Math.random() / 2));
      this.wait = Math.min(this.wait * 2, wait_most_ms);
    };
    window.addEventListener('online', this.hurry);
    document.addEventListener('visibilitychange', this.hurry);
  }

  stop(): void {
    clearTimeout(this.timer);
    clearInterval(this.pulse);
    window.removeEventListener('online', this.hurry);
    document.removeEventListener('visibilitychange', this.hurry);
    const socket = this.socket;
    this.socket = null;
    socket?.close();
  }

  /** The server's clock, in milliseconds. Deadlines are counted down against it. */
  now(): number {
    return Date.now() + this.clockOffset;
  }

  /** Called after every change of `state`. */
  watch(listener: Listener): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Follows a topic: `listener` is called after every change of its table. Returns how to stop. */
  follow(topic: string, filter: unknown, listener: Listener): () => void {
    const known = this.topicOf(topic, filter);
    known.listeners.add(listener);
    if (known.users++ === 0) this.ask(known);
    return () => {
      known.listeners.delete(listener);
      known.users--;
      setTimeout(() => this.forget(known), linger_ms);
    };
  }

  table(topic: string, filter: unknown): Table<unknown> {
    return this.topics.get(keyOf(topic, filter))?.table ?? emptyTable();
  }

  /** The code of the server's refusal (`forbidden`, `bad_filter`), or null. */
  errorOf(topic: string, filter: unknown): string | null {
    return this.topics.get(keyOf(topic, filter))?.error ?? null;
  }

  /** Tells colleagues what this person looks at; lost when there is no connection, which is no harm. */
  here(conversation: string, typing: boolean): void {
    this.send({ t: 'here', conv: conversation, typing });
  }

  private readonly hurry = (): void => {
    if (document.hidden || this.state === 'ended' || this.socket) return;
    this.wait = wait_first_ms;
    this.start();
  };

  private topicOf(topic: string, filter: unknown): Topic {
    const key = keyOf(topic, filter);
    const known = this.topics.get(key);
    if (known) return known;
    const fresh: Topic = {
      id: this.nextId++,
      key,
      topic,
      filter,
      table: emptyTable(),
      error: null,
      listeners: new Set(),
      users: 0,
    };
    this.topics.set(key, fresh);
    this.byId.set(fresh.id, fresh);
    return fresh;
  }

  private forget(topic: Topic): void {
    if (topic.users > 0 || !this.topics.has(topic.key)) return;
    this.topics.delete(topic.key);
    this.byId.delete(topic.id);
    this.send({ t: 'unsub', id: topic.id });
  }

  private ask(topic: Topic): void {
    const { epoch, seq } = topic.table;
    const since = epoch === null ? undefined : { epoch, seq };
    this.send({ t: 'sub', id: topic.id, topic: topic.topic, filter: topic.filter, since });
  }

  private send(frame: unknown): void {
    if (this.socket?.readyState === WebSocket.OPEN) this.socket.send(JSON.stringify(frame));
  }

  private take(text: string): void {
    this.heardAt = Date.now();
    this.trueAt = this.heardAt;
    const frame = readFrame(text);
    if (!frame) return;
    if (frame.t === 'hello') return this.greet(frame);
    if (frame.t === 'pong') return;
    if (frame.t === 'bye') {
      if (frame.code === 'auth') this.end();
      return;
    }
    this.queue.push(frame);
    // Drawn once a frame of the screen; a tab that is not looked at draws nothing, but must not fall behind.
    if (document.hidden) this.draw();
    else this.drawing ||= requestAnimationFrame(() => this.draw());
  }

  private greet(hello: Extract<Frame, { t: 'hello' }>): void {
    this.wait = wait_first_ms;
    this.clockOffset = Date.parse(hello.now) - Date.now();
    this.outdated ||= this.build !== '' && this.build !== hello.build;
    this.build = hello.build;
    clearInterval(this.pulse);
    this.pulse = setInterval(() => this.beat(), hello.ping_s * 500);
    for (const topic of this.topics.values()) this.ask(topic);
    this.say('live');
  }

  private beat(): void {
    if (Date.now() - this.heardAt > silence_ms) return this.socket?.close();
    this.send({ t: 'ping', n: Date.now() });
  }

  private draw(): void {
    this.drawing = 0;
    const changed = new Map<Topic, ReadonlySet<string>>();
    for (const frame of this.queue.splice(0)) {
      const topic = 'id' in frame ? this.byId.get(Number(frame.id)) : undefined;
      if (!topic) continue;
      const before = changed.get(topic) ?? new Set<string>();
      if (frame.t === 'err') topic.error = frame.code;
      else if (frame.t === 'snap' || frame.t === 'delta' || frame.t === 'resumed') this.apply(topic, frame);
      changed.set(
        topic,
        frame.t === 'delta' ? new Set([...before, ...topic.table.touched]) : new Set<string>(),
      );
    }
    // Frames that are drawn together have touched what each of them has.
    for (const [topic, touched] of changed)
      if (touched.size > topic.table.touched.size) topic.table = { ...topic.table, touched };
    for (const topic of changed.keys()) for (const listener of topic.listeners) listener();
  }

  private apply(topic: Topic, frame: Parameters<typeof reduce>[1]): void {
    const next = reduce(topic.table, frame);
    if (next) {
      topic.table = next;
      topic.error = null;
      return;
    }
    topic.table = { ...topic.table, epoch: null };
    this.ask(topic);
  }

  private end(): void {
    this.stop();
    this.say('ended');
    this.onEnd();
  }

  private say(state: LiveState): void {
    if (this.state === state) return;
    this.state = state;
    for (const listener of this.listeners) listener();
  }
}

const keyOf = (topic: string, filter: unknown) => `${topic} ${JSON.stringify(filter)}`;
