// Renders /api/openapi.json, and lets signed-in people try the GET requests. Everything becomes text nodes.
const byId = (id) => document.getElementById(id);

function element(tag, className, text) {
  const e = document.createElement(tag);
  if (className) e.className = className;
  if (text !== undefined) e.textContent = text;
  return e;
}

const referred = (schema, doc) => (schema?.$ref ? doc.components.schemas[schema.$ref.split("/").pop()] : schema);
const pretty = (value) => JSON.stringify(value, null, 2);

/** The schema with its references written out, three levels deep. */
function unfold(schema, doc, depth = 0) {
  const s = referred(schema, doc);
  if (!s || typeof s !== "object" || depth > 6) return s;
  if (Array.isArray(s)) return s.map((x) => unfold(x, doc, depth + 1));
  return Object.fromEntries(Object.entries(s).map(([k, v]) => [k, typeof v === "object" ? unfold(v, doc, depth + 1) : v]));
}

function part(title, content, doc) {
  const schema = Object.values(content ?? {})[0]?.schema;
  const media = Object.keys(content ?? {})[0];
  const box = element("section");
  box.append(element("h3", "", `${title} (${media ?? "nothing"})`), element("pre", "", pretty(unfold(schema, doc) ?? {})));
  return box;
}

function tryIt(path, operation) {
  const form = element("form", "commands");
  const inputs = (operation.parameters ?? []).map((p) => {
    const input = element("input");
    input.name = p.name;
    input.placeholder = p.name + (p.description ? `: ${p.description}` : "");
    input.required = p.in === "path";
    input.dataset.in = p.in;
    return input;
  });
  const output = element("pre");
  output.hidden = true;
  form.append(...inputs, Object.assign(element("button", "", "Try it"), { type: "submit" }));
  form.onsubmit = async (e) => {
    e.preventDefault();
    let target = path;
    const query = new URLSearchParams();
    for (const i of inputs) {
      if (i.dataset.in === "path") target = target.replace(`{${i.name}}`, encodeURIComponent(i.value));
      else if (i.value !== "") query.set(i.name, i.value);
    }
    output.hidden = false;
    try {
      const answer = await fetch(target + (query.size ? `?${query}` : ""));
      const text = await answer.text();
      let shown = text;
      try { shown = pretty(JSON.parse(text)); } catch { /* not JSON: shown as it came */ }
      output.textContent = `${answer.status} ${answer.statusText}\n${shown}`;
    } catch (error) {
      output.textContent = String(error);
    }
  };
  const box = element("div");
  box.append(form, output);
  return box;
}

function draw(path, method, operation, doc) {
  const details = element("details");
  const summary = element("summary");
  summary.append(element("span", "method", method.toUpperCase()), element("code", "", path), element("span", "meta", `  ${operation.summary}`));
  details.append(summary);
  details.dataset.search = `${method} ${path} ${operation.summary}`.toLowerCase();
  details.ontoggle = () => {
    if (!details.open || details.dataset.drawn) return;
    details.dataset.drawn = "yes";
    const scopes = (operation.security ?? []).flatMap((s) => s.key ?? []);
    const who = operation.security?.length ? `Session, or a key${scopes.length ? ` with the scope ${scopes.join(", ")}` : ""}.` : "Open.";
    details.append(element("p", "", who));
    if (operation.requestBody) details.append(part("Request", operation.requestBody.content, doc));
    details.append(part("Answer", operation.responses["200"].content, doc));
    if (method === "get") details.append(tryIt(path, operation));
  };
  return details;
}

async function start() {
  const doc = await (await fetch("/api/openapi.json")).json();
  byId("description").textContent = doc.info.description;
  const groups = new Map();
  for (const [path, item] of Object.entries(doc.paths))
    for (const [method, operation] of Object.entries(item)) {
      const tag = operation.tags?.[0] ?? "";
      if (!groups.has(tag)) groups.set(tag, []);
      groups.get(tag).push(draw(path, method, operation, doc));
    }
  for (const [tag, all] of [...groups].sort()) {
    const section = element("section");
    section.append(element("h2", "", tag), ...all);
    byId("operations").append(section);
  }
  byId("find").oninput = (e) => {
    const wanted = e.target.value.toLowerCase();
    for (const d of document.querySelectorAll("details")) d.hidden = !d.dataset.search.includes(wanted);
    for (const s of byId("operations").children) s.hidden = !s.querySelector("details:not([hidden])");
  };
}

start().catch((error) => (byId("failure").textContent = String(error)));
