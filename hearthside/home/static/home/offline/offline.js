// On Today and on the page of what waits: has the worker (/offline-worker.js) keep what is needed, and shows what waits.
const list = document.querySelector("[data-entries]"), told = document.querySelector("[data-waiting]");
const form = document.querySelector("form[data-again]"), row = document.querySelector("template[data-entry]");

async function ask(question) {
  const { active } = await navigator.serviceWorker.ready;
  const { port1, port2 } = new MessageChannel();
  return new Promise((done) => {
    port1.onmessage = ({ data }) => done(data);
    active.postMessage(question, [port2]);
  });
}

const turn = async (question) => show(await ask(question));

function putRight({ to, fields }) {
  form.action = to;
  const inputs = fields.map(([name, value]) => Object.assign(document.createElement("input"), { type: "hidden", name, value }));
  const token = form.elements.csrfmiddlewaretoken;
  form.replaceChildren(token, ...inputs);
  form.submit();
}

function drawn(entry) {
  const line = row.content.cloneNode(true), part = (name) => line.querySelector(`[data-${name}]`);
  const what = entry.to.startsWith("/calls/") ? "call" : entry.to === "/log/" ? "log" : "try";
  part("what").textContent = list.dataset[what];
  part("at").textContent = new Date(entry.at).toLocaleString(document.documentElement.lang, { dateStyle: "medium", timeStyle: "short" });
  part("note").textContent = entry.fields.find(([name]) => name === "note")?.[1] ?? "";
  part("note").hidden = part("note").textContent === "";
  part("fault").hidden = !entry.fault;
  part("right").addEventListener("click", () => putRight(entry));
  part("drop").addEventListener("click", () => turn({ act: "drop", once: entry.once }));
  return line;
}

function show(entries) {
  if (told) told.hidden = entries.length === 0;
  if (told) told.querySelector("b").textContent = entries.length;
  if (!list) return;
  list.replaceChildren(...entries.map(drawn));
  for (const part of document.querySelectorAll("[data-goes]")) part.hidden = entries.every((entry) => entry.fault);
  document.querySelector("[data-some]").hidden = entries.length === 0;
  document.querySelector("[data-none]").hidden = entries.length > 0;
}

if ("serviceWorker" in navigator && "locks" in navigator) {
  navigator.serviceWorker.register("/offline-worker.js").catch(() => {}); // without signal the one that is there does its work
  turn({ act: list ? "list" : "begin" });
  document.querySelector("[data-send]")?.addEventListener("click", () => turn({ act: "send" }));
  if (list) addEventListener("online", () => turn({ act: "send" }));
}
