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

export function drawInbox(rows, chosen, choose) {
  const sorted = [...rows.values()].sort((a, b) => (b.last_activity_at ?? "").localeCompare(a.last_activity_at ?? ""));
  byId("inbox-empty").hidden = sorted.length > 0;
  byId("inbox").replaceChildren(...sorted.map((c) => {
    const button = element("button", `row mode-${c.mode}`);
    button.type = "button";
    button.setAttribute("aria-current", String(c.id === chosen));
    const title = element("bdi", "title", c.contact_name || c.phone || c.user_id);
    const meta = element("span", "meta", `${say(`mode_${c.mode}`)} · ${clock(c.last_activity_at)}`);
    button.append(title, element("span", "unread", c.unread > 0 ? String(c.unread) : ""), element("span", "preview", c.preview), meta);
    button.onclick = () => choose(c.id);
    const li = element("li");
    li.append(button);
    return li;
  }));
}

export function drawThread(rows) {
  const lines = [...rows.entries()].filter(([k]) => k !== "conversation").map(([, m]) => m).sort((a, b) => a.seq - b.seq);
  const list = byId("messages");
  const atEnd = list.scrollHeight - list.scrollTop - list.clientHeight < 60;
  list.replaceChildren(...lines.map((m) => {
    const li = element("li", `message ${m.direction} by-${m.author}`);
    const body = element("p", "body", m.text || `[${m.type}]`);
    body.dir = "auto";
    const who = m.author_name ? `${say(`author_${m.author}`)} (${m.author_name})` : say(`author_${m.author}`);
    const status = m.status ? ` · ${say(`status_${m.status}`)}${m.error ? ` (${m.error.text || m.error.code})` : ""}` : "";
    li.append(element("span", "meta", `${who} · ${clock(m.at)}${status}`), body);
    return li;
  }));
  if (atEnd) list.scrollTop = list.scrollHeight;
}

/** Who speaks, and for how long; `offset` is server time minus ours. */
export function drawSilence(conversation, offset) {
  const banner = byId("silence");
  banner.hidden = !conversation || conversation.mode === "bot";
  if (banner.hidden) return;
  if (conversation.mode === "paused") return void (banner.textContent = say("paused"));
  if (!conversation.human_override_until) return void (banner.textContent = say("silentOpen"));
  const left = Math.max(0, new Date(conversation.human_override_until).getTime() - (Date.now() + offset));
  const part = (n) => String(Math.floor(n)).padStart(2, "0");
  banner.textContent = say("silent", { t: `${part(left / 3600000)}:${part((left / 60000) % 60)}:${part((left / 1000) % 60)}` });
}

export function drawActors(rows) {
  const sorted = [...rows.values()].sort((a, b) => b.mailbox - a.mailbox || a.name.localeCompare(b.name));
  byId("actors").replaceChildren(...sorted.map((a) => {
    const tr = element("tr");
    for (const text of [a.name, a.state, a.mailbox, a.processed, a.restarts]) tr.append(element("td", "", String(text)));
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
