import { type ChildProcess, spawn } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { createWriteStream, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const repository = resolve(import.meta.dirname, '../../..');
const build = process.env.CHARLA_BUILD ?? join(repository, 'build/dev');

export const owner = { name: 'Ana Owner', email: 'ana@example.com', password: 'una-clave-larga' };
const admin_token = 'admin-token-of-the-tests';
const app_secret = 'secret-of-the-tests';
const phone_number_id = '000000000000000';

const freePort = () =>
  new Promise<number>((done, fail) => {
    const server = createServer();
    server.on('error', fail);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      const port = typeof address === 'object' && address ? address.port : 0;
      server.close(() => done(port));
    });
  });

/** Waits for a condition that is not in the page. */
export async function until<T>(
  what: string,
  look: () => Promise<T | undefined | false>,
  ms = 20_000,
): Promise<T> {
  const end = Date.now() + ms;
  for (;;) {
    const seen = await look().catch(() => undefined);
    if (seen) return seen;
    if (Date.now() > end) throw new Error(`waited ${ms} ms in vain: ${what}`);
    await new Promise((next) => setTimeout(next, 50));
  }
}

/** One installation in a folder of its own: the real program with its embedded store and its simulated provider. */
export class Charla {
  private process: ChildProcess | null = null;
  private readonly folder = mkdtempSync(join(tmpdir(), 'charla-console-'));
  private cookie = '';
  private message = 0;

  private constructor(
    readonly port: number,
    private readonly settings: Record<string, string>,
  ) {}

  static async start(settings: Record<string, string> = {}): Promise<Charla> {
    const one = new Charla(await freePort(), settings);
    await one.begin();
    return one;
  }

  get address(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  async begin(): Promise<void> {
    const mine = Object.fromEntries(
      Object.entries(process.env).filter(
        ([name]) => !/^(CHARLA_|WHATSAPP_|POSTGRES_|DATABASE_|REDIS_)/.test(name),
      ),
    );
    const out = createWriteStream(join(this.folder, 'charla.out'), { flags: 'a' });
    const child = spawn(join(build, 'src/cli/charla'), ['serve'], {
      cwd: this.folder,
      env: {
        ...mine,
        CHARLA_ENV: 'production',
        CHARLA_HTTP_PORT: String(this.port),
        CHARLA_HTTP_WORKERS: '2',
        CHARLA_STORE_KIND: 'sqlite',
        CHARLA_STORE_PATH: join(this.folder, 'charla.db'),
        CHARLA_SECRET_KEY: Buffer.from('for tests only: 32 bytes in all.').toString('base64'),
        CHARLA_ADMIN_TOKEN: admin_token,
        JWT_SECRET: app_secret,
        WHATSAPP_APP_SECRET: app_secret,
        WHATSAPP_VERIFY_TOKEN: app_secret,
        WHATSAPP_PHONE_NUMBER_ID: phone_number_id,
        CHARLA_CHANNEL_GROUP_QUIET_MS: '0',
        CHARLA_CHANNEL_GROUP_MAX_MS: '0',
        CHARLA_CHANNEL_PAIR_INTERVAL_MS: '0',
        CHARLA_PATHS_FLOWS: join(repository, 'config/flows'),
        CHARLA_PATHS_WEB: join(repository, 'web/dist'),
        ...this.settings,
      },
    });
    child.stdout.pipe(out);
    child.stderr.pipe(out);
    this.process = child;
    await until('charla is ready', async () => (await fetch(`${this.address}/ready`)).ok, 30_000);
  }

  /** As when the power fails. */
  async kill(): Promise<void> {
    const child = this.process;
    if (!child || child.exitCode !== null) return;
    const over = new Promise((done) => child.once('exit', done));
    child.kill('SIGKILL');
    await over;
  }

  async end(): Promise<void> {
    await this.kill();
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** Makes the first account, as the page would. */
  async makeOwner(): Promise<void> {
    await this.post('/api/v1/setup', { ...owner, tenant_name: 'Clínica Río', token: admin_token });
  }

  /** Signs this helper in: `get`, `post` … then act as the owner. */
  async signIn(email = owner.email, password = owner.password): Promise<string> {
    const answer = await this.request('POST', '/api/v1/session', { email, password });
    this.cookie = answer.headers.get('set-cookie')?.split(';')[0] ?? '';
    return this.cookie;
  }

  async request(method: string, path: string, body?: unknown): Promise<Response> {
    const answer = await fetch(this.address + path, {
      method,
      headers: {
        ...(body !== undefined && { 'Content-Type': 'application/json' }),
        ...(this.cookie && { Cookie: this.cookie, Origin: this.address }),
      },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
    return answer;
  }

  // biome-ignore lint/suspicious/noExplicitAny: answers of many shapes, read by tests only
  async get(path: string): Promise<any> {
    return (await this.request('GET', path)).json();
  }
  // biome-ignore lint/suspicious/noExplicitAny: likewise
  async post(path: string, body: unknown): Promise<any> {
    return (await this.request('POST', path, body)).json();
  }

  /** A customer writes: the very webhook that Meta would send, signed. */
  async says(text: string, from = '5491155550100', name = 'Eva Paz'): Promise<void> {
    await this.webhook({
      from,
      name,
      message: { type: 'text', text: { body: text } },
    });
  }

  async webhook(what: { from: string; name: string; message: Record<string, unknown> }): Promise<void> {
    const id = `wamid.e2e.${process.pid}.${++this.message}`;
    const message = {
      from: what.from,
      id,
      timestamp: String(Math.floor(Date.now() / 1000)),
      ...what.message,
    };
    const value = {
      messaging_product: 'whatsapp',
      metadata: { display_phone_number: '5491100000000', phone_number_id },
      contacts: [{ profile: { name: what.name }, wa_id: what.from }],
      messages: [message],
    };
    await this.notice('messages', value);
  }

  /** Many customers write in one webhook, and again for as long as the door says that it is busy. */
  async manySay(text: string, people: { from: string; name: string }[]): Promise<void> {
    const messages = people.map(({ from }) => ({
      from,
      id: `wamid.e2e.${process.pid}.${++this.message}`,
      timestamp: String(Math.floor(Date.now() / 1000)),
      type: 'text',
      text: { body: text },
    }));
    const value = {
      messaging_product: 'whatsapp',
      metadata: { display_phone_number: '5491100000000', phone_number_id },
      contacts: people.map(({ from, name }) => ({ profile: { name }, wa_id: from })),
      messages,
    };
    await until('the door takes them', async () => {
      await this.notice('messages', value);
      return true;
    });
  }

  /** Anything else that Meta tells: of the account `1`. */
  async notice(field: string, value: Record<string, unknown>): Promise<void> {
    const body = JSON.stringify({
      object: 'whatsapp_business_account',
      entry: [{ id: '1', changes: [{ field, value }] }],
    });
    const mac = createHmac('sha256', app_secret).update(body).digest('hex');
    const answer = await fetch(`${this.address}/api/webhooks/whatsapp`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', 'X-Hub-Signature-256': `sha256=${mac}` },
      body,
    });
    if (!answer.ok) throw new Error(`webhook: ${answer.status} ${await answer.text()}`);
  }
}
