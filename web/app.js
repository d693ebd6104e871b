// The live page: the door, conversations, one thread, a box to speak as a customer, actors, numbers, and what happens.
import { api, Feed, followNumbers } from "./live.js";
import { chooseLanguage, currentLanguage, explain, say, translatePage } from "./texts.js";
import { byId, drawActors, drawControl, drawEvent, drawInbox, drawLive, drawNumbers, drawThread, filterEvents, nameOf } from "./view.js";

const none = new Map();
const state = {
  rights: [], chosen: null, inbox: none, thread: none, actors: none, awaited: false,
  offset: 0, live: false, liveUntil: Date.now(), paused: false, held: [], numbers: null,
};
let feed = null;
let stream = null;

const conversation = () => state.thread.get("conversation");
const may = (right) => state.rights.includes(right);

function drawChosen() {
  const c = conversation();
  byId("thread-title").textContent = c ? nameOf(c) : say(state.awaited ? "waitingTitle" : "chooseOne");
  byId("composer").hidden = byId("commands").hidden = !c || !may("conversations:write");
  byId("take-over").hidden = c?.mode === "human";
  byId("hand-back").hidden = c?.mode === "bot";
  byId("close").hidden = c?.status === "resolved";
  drawControl(c, state.offset);
  drawThread(state.thread, state.awaited);
}

function drawAll() {
  drawLive(state.live, state.liveUntil);
  drawInbox(state.inbox, state.chosen, choose);
  drawChosen();
  drawActors(state.actors, byId("idle-shards").checked, choose);
  if (state.numbers) drawNumbers(state.numbers);
}

/** A conversation begins with its first turn: one that is not there yet is asked for again when the inbox has it. */
function follow(id) {
  state.awaited = false;
  feed.unsubscribe("thread");
  feed.subscribe("thread", "conversation", { id },
    (rows) => {
      state.thread = rows;
      state.awaited = false;
      drawChosen();
    },
    () => {
      state.awaited = true;
      drawChosen();
      if (state.inbox.has(id)) follow(id); // it came in between
    });
}

function choose(id) {
  if (state.chosen === id) return;
  state.chosen = id;
  state.thread = none;
  history.replaceState(null, "", `#${id}`);
  byId("thread-error").textContent = "";
  follow(id);
  drawInbox(state.inbox, state.chosen, choose);
  drawChosen();
}

function takeEvent(data) {
  if (!state.paused) return drawEvent(data, byId("events-filter").value);
  state.held.push(data);
  if (state.held.length > 500) state.held.shift();
  byId("held").textContent = say("held", { n: state.held.length });
}

/** The browser opens a broken stream again by itself, unless the server refused it. */
function openStream() {
  if (stream && stream.readyState !== EventSource.CLOSED) return;
  stream = new EventSource("/api/inbox/stream");
  stream.addEventListener("message", (e) => takeEvent(e.data));
}

function startLive() {
  feed = new Feed({
    live: (on) => {
      if (state.live) state.liveUntil = Date.now();
      state.live = on;
      drawLive(on, state.liveUntil);
      if (on) openStream();
    },
    clock: (now) => (state.offset = now.getTime() - Date.now()),
    denied: () => location.reload(),
  });
  feed.start();
  feed.subscribe("inbox", "inbox", { view: "all" }, (rows) => {
    state.inbox = rows;
    drawInbox(rows, state.chosen, choose);
    if (state.awaited && rows.has(state.chosen)) follow(state.chosen);
  });
  byId("actors-panel").hidden = !may("actors:read");
  if (may("actors:read"))
    feed.subscribe("actors", "actors.tree", {}, (rows) => {
      state.actors = rows;
      drawActors(rows, byId("idle-shards").checked, choose);
    });
  followNumbers(() => state.live, (numbers) => drawNumbers((state.numbers = numbers)));
  setInterval(() => {
    drawControl(conversation(), state.offset);
    if (!state.live) drawLive(false, state.liveUntil);
  }, 1000);
  if (location.hash.length > 1) choose(location.hash.slice(1));
}

function drawDoor() {
  const setup = byId("door").dataset.setup === "yes";
  for (const e of document.querySelectorAll(".setup-only")) e.hidden = !setup;
  document.querySelector("#sign-in [name=name]").required = setup;
  document.querySelector("#sign-in [name=password]").autocomplete = setup ? "new-password" : "current-password";
  byId("door-title").textContent = say(setup ? "setupTitle" : "signInTitle");
  byId("door-hint").textContent = say(setup ? "setupHint" : "signInHint");
  byId("enter").textContent = say(setup ? "setupDo" : "signIn");
}

/** Shows the desk to who is signed in, the door to everybody else. */
async function enter() {
  const known = await api("GET", "/api/v1/setup");
  byId("door").hidden = known.signed_in;
  byId("desk").hidden = byId("sign-out").hidden = !known.signed_in;
  byId("door").dataset.setup = known.needed ? "yes" : "";
  drawDoor();
  if (!known.signed_in) return;
  const me = await api("GET", "/api/v1/session");
  state.rights = me.rights;
  byId("who").textContent = [me.user?.name ?? me.key?.name, me.tenant.name].filter(Boolean).join(" · ");
  byId("customer").hidden = !may("simulate");
  byId("send-text").hidden = !may("conversations:write");
  drawChosen();
  startLive();
}

/** Runs what a form or button asks for and shows what is wrong beside it. */
function acting(errorId, action) {
  return async (event) => {
    event.preventDefault();
    byId(errorId).textContent = "";
    try {
      await action(event);
    } catch (error) {
      byId(errorId).textContent = explain(error);
    }
  };
}

const fields = (form) => Object.fromEntries([...new FormData(form)].filter(([, v]) => v !== ""));
const here = (what) => `/api/v1/conversations/${state.chosen}/${what}`;
let sends = 0;
const clientId = () => crypto.randomUUID?.() ?? `page-${Date.now()}-${++sends}`; // absent where the page came without TLS

byId("sign-in").onsubmit = acting("door-error", async (e) => {
  const setup = byId("door").dataset.setup === "yes";
  const { email, password, ...more } = fields(e.target);
  await api("POST", setup ? "/api/v1/setup" : "/api/v1/session", setup ? { email, password, ...more } : { email, password });
  e.target.reset();
  await enter();
});
byId("sign-out").onclick = acting("door-error", async () => {
  feed?.stop();
  stream?.close();
  await api("DELETE", "/api/v1/session");
  location.replace("/");
});
byId("composer").onsubmit = acting("thread-error", async (e) => {
  await api("POST", here("messages"), { type: "text", text: new FormData(e.target).get("text"), client_id: clientId() });
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
byId("send-text").onclick = acting("simulate-error", async () => {
  const { from, text } = fields(byId("simulate"));
  await api("POST", "/api/messages/send", { channel_id: "wa_main", to: from ?? "", type: "text", text: text ?? "", client_id: clientId() });
});
byId("pause").onclick = () => {
  state.paused = !state.paused;
  byId("pause").setAttribute("aria-pressed", String(state.paused));
  byId("pause").dataset.text = state.paused ? "resume" : "pause";
  byId("pause").textContent = say(byId("pause").dataset.text);
  if (state.paused) return;
  for (const data of state.held.splice(0)) drawEvent(data, byId("events-filter").value);
  byId("held").textContent = "";
};
byId("events-filter").oninput = (e) => filterEvents(e.target.value);
byId("idle-shards").onchange = () => drawActors(state.actors, byId("idle-shards").checked, choose);
byId("language").value = currentLanguage();
byId("language").onchange = (e) => {
  chooseLanguage(e.target.value);
  drawDoor();
  if (feed) drawAll();
};
const theme = localStorage.getItem("theme");
if (theme) document.documentElement.dataset.theme = theme;
byId("theme").onclick = () => {
  const dark = document.documentElement.dataset.theme ?? (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light");
  document.documentElement.dataset.theme = dark === "dark" ? "light" : "dark";
  localStorage.setItem("theme", document.documentElement.dataset.theme);
};

translatePage();
enter().catch((error) => {
  byId("door").hidden = false;
  byId("door-error").textContent = explain(error);
});
