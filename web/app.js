// The live page: who is signed in, conversations, one thread, what happens, actors, and a box to speak as a customer.
import { api, Feed } from "./live.js";
import { chooseLanguage, currentLanguage, say, translatePage } from "./texts.js";
import { byId, drawActors, drawEvent, drawInbox, drawSilence, drawThread, filterEvents } from "./view.js";

const state = { chosen: null, inbox: new Map(), thread: new Map(), offset: 0, paused: false, held: [], rights: [] };
let feed = null;
let stream = null;

function showLive(on) {
  const live = byId("live");
  live.classList.toggle("off", !on);
  live.textContent = say(on ? "live" : "reconnecting");
}

const conversation = () => state.thread.get("conversation");

function drawHead() {
  const c = conversation();
  byId("thread-title").textContent = c ? c.contact_name || c.phone || c.user_id : say("chooseOne");
  const may = state.rights.includes("conversations:write");
  byId("commands").hidden = !c || !may;
  byId("composer").hidden = !c || !may;
  byId("take-over").hidden = c?.mode === "human";
  byId("hand-back").hidden = !c || c.mode === "bot";
  drawSilence(c, state.offset);
}

function choose(id) {
  if (state.chosen === id) return;
  state.chosen = id;
  state.thread = new Map();
  byId("thread-error").textContent = "";
  feed.unsubscribe("thread");
  feed.subscribe("thread", "conversation", { id }, (rows) => {
    state.thread = rows;
    drawHead();
    drawThread(rows);
  });
  drawInbox(state.inbox, state.chosen, choose);
}

function takeEvent(data) {
  if (state.paused) {
    state.held.push(data);
    if (state.held.length > 500) state.held.shift();
    byId("held").textContent = say("held", { n: state.held.length });
    return;
  }
  drawEvent(data, byId("events-filter").value);
}

function startLive() {
  feed = new Feed(showLive, (now) => (state.offset = now.getTime() - Date.now()));
  feed.start();
  feed.subscribe("inbox", "inbox", { view: "all" }, (rows) => {
    state.inbox = rows;
    drawInbox(rows, state.chosen, choose);
  });
  byId("actors-panel").hidden = !state.rights.includes("actors:read");
  if (!byId("actors-panel").hidden) feed.subscribe("actors", "actors.tree", {}, drawActors);
  stream = new EventSource("/api/inbox/stream");
  stream.addEventListener("message", (e) => takeEvent(e.data));
}

async function enter() {
  try {
    const me = await api("GET", "/api/v1/session");
    state.rights = me.rights;
    byId("who").textContent = `${me.user?.name ?? me.key?.name} · ${me.tenant.name}`;
    byId("sign-out").hidden = false;
    byId("door").hidden = true;
    byId("desk").hidden = false;
    byId("simulate").hidden = !state.rights.includes("simulate");
    startLive();
  } catch (error) {
    if (error.status !== 401) byId("door-error").textContent = error.message;
    const setup = await api("GET", "/api/v1/setup").catch(() => ({ needed: false }));
    for (const e of document.querySelectorAll(".setup-only")) e.hidden = !setup.needed;
    byId("door").dataset.setup = setup.needed ? "yes" : "";
    byId("door-title").textContent = say(setup.needed ? "setupTitle" : "signInTitle");
    byId("door").hidden = false;
  }
}

/** Runs what a form or button asks for and shows what is wrong beside it. */
function acting(errorId, action) {
  return async (event) => {
    event.preventDefault();
    byId(errorId).textContent = "";
    try {
      await action(event);
    } catch (error) {
      byId(errorId).textContent = say("failed", { why: error.message });
    }
  };
}

const fields = (form) => Object.fromEntries([...new FormData(form)].filter(([, v]) => v !== ""));
const here = (what) => `/api/v1/conversations/${state.chosen}/${what}`;

byId("sign-in").onsubmit = acting("door-error", async (e) => {
  const setup = byId("door").dataset.setup === "yes";
  await api("POST", setup ? "/api/v1/setup" : "/api/v1/session", fields(e.target));
  e.target.reset();
  await enter();
});
byId("sign-out").onclick = acting("door-error", async () => {
  await api("DELETE", "/api/v1/session");
  feed?.stop();
  stream?.close();
  location.reload();
});
byId("composer").onsubmit = acting("thread-error", async (e) => {
  await api("POST", here("messages"), { type: "text", text: new FormData(e.target).get("text"), client_id: crypto.randomUUID?.() ?? `page-${Date.now()}` });
  e.target.reset();
});
byId("take-over").onclick = acting("thread-error", async () => {
  const done = await api("POST", here("take-over"), {});
  if (done.in_flight > 0) byId("thread-error").textContent = say("inFlight", { n: done.in_flight });
});
byId("hand-back").onclick = acting("thread-error", () => api("POST", here("hand-back")));
byId("close").onclick = acting("thread-error", () => api("POST", here("status"), { status: "resolved" }));
byId("simulate").onsubmit = acting("simulate-error", async (e) => {
  const done = await api("POST", "/api/v1/simulate/inbound", fields(e.target));
  choose(done.conversation_id);
});
byId("pause").onclick = () => {
  state.paused = !state.paused;
  byId("pause").setAttribute("aria-pressed", String(state.paused));
  byId("pause").textContent = say(state.paused ? "resume" : "pause");
  if (state.paused) return;
  for (const data of state.held.splice(0)) drawEvent(data, byId("events-filter").value);
  byId("held").textContent = "";
};
byId("events-filter").oninput = (e) => filterEvents(e.target.value);
byId("language").value = currentLanguage();
byId("language").onchange = (e) => {
  chooseLanguage(e.target.value);
  drawInbox(state.inbox, state.chosen, choose);
  drawThread(state.thread);
  drawHead();
};
const theme = localStorage.getItem("theme");
if (theme) document.documentElement.dataset.theme = theme;
byId("theme").onclick = () => {
  const dark = document.documentElement.dataset.theme ?? (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light");
  const next = dark === "dark" ? "light" : "dark";
  document.documentElement.dataset.theme = next;
  localStorage.setItem("theme", next);
};

translatePage();
setInterval(() => drawSilence(conversation(), state.offset), 1000);
enter();
