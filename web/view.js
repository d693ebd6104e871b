// Draws what it is given. Everything that comes from outside becomes text nodes, never HTML.
import { currentLanguage, say } from "./texts.js";

export const byId = (id) => document.getElementById(id);

export function element(tag, className, text) {
  const e = document.createElement(tag);
  if (className) e.className = className;
  if (text !== undefined) e.textContent = text;
  return e;
}

const clock = (at) => new Date(at).toLocaleTimeString(currentLanguage(), { hour: "2-digit", minute: "2-digit", second: "2-digit" });
const count = (n) => n.toLocaleString(currentLanguage());

/** @param live connected; @param since when it was last, in ms of this machine. */
export function drawLive(live, since) {
  const e = byId("live");
  e.classList.toggle("off", !live);
  byId("desk").classList.toggle("stale", !live);
  e.textContent = live ? say("live") : say("reconnecting", { n: count(Math.round((Date.now() - since) / 1000)) });
}

export function drawNumbers(numbers) {
  const shown = (v) => (v === null ? "–" : v.toLocaleString(currentLanguage(), { maximumFractionDigits: v < 10 ? 1 : 0 }));
  byId("numbers").replaceChildren(...["accepted", "turns", "sent", "waiting", "leaving", "resident"].map((name) => {
    const tile = element("div");
    tile.append(element("dt", "", say(`n_${name}`)), element("dd", "", shown(numbers[name])));
    return tile;
  }));
}

export function drawInbox(rows, chosen, choose) {
  const sorted = [...rows.values()].sort((a, b) => (b.last_activity_at ?? "").localeCompare(a.last_activity_at ?? ""));
  byId("inbox-empty").hidden = sorted.length > 0;
  byId("inbox").replaceChildren(...sorted.map((c) => {
    const button = element("button", `row mode-${c.mode}`);
    button.type = "button";
    button.setAttribute("aria-current", String(c.id === chosen));
    const when = c.last_activity_at ? ` · ${clock(c.last_activity_at)}` : "";
    const closed = c.status === "resolved" ? ` · ${say("closed")}` : "";
    button.append(
      element("bdi", "title", nameOf(c)), element("span", "unread", c.unread > 0 ? count(c.unread) : ""),
      element("bdi", "preview", c.preview), element("span", "meta", `${say(`mode_${c.mode}`)}${when}${closed}`));
    button.onclick = () => choose(c.id);
    const li = element("li");
    li.append(button);
    return li;
  }));
}

export const nameOf = (c) => c.contact_name || c.phone || c.user_id;

const ticks = { queued: "◷", sent: "✓", delivered: "✓✓", read: "✓✓", played: "✓✓", failed: "✗" };

/** What the engine notes in its own words (`human by Ana: a reason`), in the reader's. */
function systemText(m) {
  const [, state, by, why] = /^(\w+)(?: by (.*?))?(?:: (.*))?$/s.exec(m.content?.body ?? "") ?? [];
  const key = `${m.content?.kind}_${state}`;
  if (say(key) === key) return m.text;
  return say(key) + (by ? ` · ${by}` : "") + (why ? `: ${why}` : "");
}

function bubble(m) {
  const li = element("li", `message ${m.direction} by-${m.author}`);
  const body = element("p", "body", (m.author === "system" ? systemText(m) : m.text) || `[${m.type}]`);
  body.dir = "auto";
  const meta = element("span", "meta", `${say(`author_${m.author}`)}${m.author_name ? ` (${m.author_name})` : ""} · ${clock(m.at)} `);
  if (m.status) {
    const tick = element("span", `tick ${m.status}`, ticks[m.status] ?? m.status);
    tick.title = say(`status_${m.status}`);
    tick.setAttribute("role", "img");
    tick.setAttribute("aria-label", tick.title);
    meta.append(tick);
  }
  li.append(body, meta);
  if (m.error) li.append(element("p", "error", m.error.text || String(m.error.code)));
  return li;
}

/** @param waiting true: a message was taken in and its turn has not been yet. */
export function drawThread(rows, waiting) {
  const lines = [...rows.entries()].filter(([k]) => k !== "conversation").map(([, m]) => m).sort((a, b) => a.seq - b.seq);
  const list = byId("messages");
  const atEnd = list.scrollHeight - list.scrollTop - list.clientHeight < 60;
  list.replaceChildren(...lines.map(bubble));
  if (waiting) list.append(element("li", "hint", say("waiting")));
  if (atEnd) list.scrollTop = list.scrollHeight;
}

/** Who answers now, and for how long; `offset` is server time minus ours. */
export function drawControl(conversation, offset) {
  byId("control").hidden = !conversation;
  if (!conversation) return;
  byId("control").className = `control mode-${conversation.mode}`;
  const text = whoAnswers(conversation, offset);
  if (byId("silence").textContent !== text) byId("silence").textContent = text;
}

function whoAnswers(c, offset) {
  if (c.mode === "bot") return say("botAnswers");
  if (c.mode === "paused") return say("paused");
  if (!c.human_override_until) return say("silentOpen");
  const left = Math.max(0, new Date(c.human_override_until).getTime() - (Date.now() + offset));
  const part = (n) => String(Math.floor(n)).padStart(2, "0");
  return say("silent", { t: `${part(left / 3600000)}:${part((left / 60000) % 60)}:${part((left / 1000) % 60)}` });
}

function age(ms) {
  const units = [[86400000, "d"], [3600000, "h"], [60000, "min"]];
  for (const [size, unit] of units) if (ms >= size) return `${Math.floor(ms / size)} ${unit}`;
  return `${Math.floor(ms / 1000)} s`;
}

/** The rows in the order of the tree, each with its depth. */
function inTreeOrder(rows) {
  const below = new Map();
  for (const a of rows.values()) {
    const parent = rows.has(String(a.parent)) ? a.parent : 0;
    below.set(parent, [...(below.get(parent) ?? []), a]);
  }
  const ordered = [];
  const visit = (parent, depth) => {
    const children = (below.get(parent) ?? []).sort((a, b) => a.name.localeCompare(b.name, "en", { numeric: true }));
    for (const a of children) {
      ordered.push({ a, depth, leaf: !below.has(a.id) });
      if (a.id !== parent) visit(a.id, depth + 1);
    }
  };
  visit(0, 0);
  return ordered;
}

/** @param idleShards whether shards that hold no conversation are shown. */
export function drawActors(rows, idleShards, choose) {
  const shown = inTreeOrder(rows).filter(({ a, leaf }) => idleShards || a.type !== "shard" || !leaf || a.mailbox > 0);
  byId("actors").replaceChildren(...shown.map(({ a, depth }) => {
    const tr = element("tr", a.last_error ? "troubled" : "");
    const name = element("td", `depth-${Math.min(depth, 3)}`);
    const conversation = a.type === "conversation" ? a.name.slice(a.name.indexOf("/") + 1) : null;
    if (conversation) {
      const open = element("button", "link", `conversation/${conversation.slice(0, 8)}`);
      open.type = "button";
      open.title = a.name;
      open.onclick = () => choose(conversation);
      name.append(open);
    } else {
      name.textContent = a.name;
    }
    tr.append(name, element("td", "", String(a.id)), element("td", "", a.state));
    for (const n of [a.mailbox, a.processed, a.restarts]) tr.append(element("td", "number", count(n)));
    tr.append(element("td", "number", age(a.age_ms)));
    if (a.last_error) tr.title = a.last_error;
    return tr;
  }));
}

export const events_kept = 200;

export function drawEvent(text, filter) {
  const li = element("li", "", text);
  li.hidden = filter !== "" && !text.includes(filter);
  const list = byId("events");
  list.prepend(li);
  while (list.children.length > events_kept) list.lastChild.remove();
}

export function filterEvents(filter) {
  for (const li of byId("events").children) li.hidden = filter !== "" && !li.textContent.includes(filter);
}
