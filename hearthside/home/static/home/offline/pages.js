// The keys come from the house; the pages that work without signal are kept with them. Part of the worker.
const ALWAYS = ["/today/", "/offline/", "/log/", "/log/tries/", "/calls/"], HELP = "/crisis/";
const PAGES = /^\/(today|offline|crisis|log|log\/tries|calls|calls\/[0-9a-f-]{36})\/$/;
const DAY = 24 * 3600 * 1000, FRESH = 10 * 60 * 1000, MOST_CALLS = 30;
const LOOK = /(?:href|src)="(\/static\/[^"]+\.(?:css|js|svg))"/g, CALL = /href="(\/calls\/[0-9a-f-]{36}\/)"/g;
const bytes = (text) => Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0));
const key = (text) => crypto.subtle.importKey("raw", bytes(text), SEAL, false, ["encrypt", "decrypt"]);

// Who is signed in now: the keys and a token, null when nobody is, undefined when there is no telling.
async function whoIsHere() {
  const answer = await fetch("/offline/key.json", { cache: "no-store", redirect: "manual" }).catch(() => undefined);
  if (answer?.type === "opaqueredirect" || [401, 403].includes(answer?.status)) return forget().then(() => null);
  if (!answer?.ok) return undefined;
  const { token, ...told } = await answer.json();
  if ((await known())?.session !== told.session) await forget();
  const keys = { ...told, pages: await key(told.pages), entries: await key(told.entries) };
  await put("keys", "mine", keys);
  return { ...keys, token };
}

async function keepPage(path, answer, keys) {
  if (!answer.ok || answer.redirected || !keys) return "";
  const html = await answer.text();
  const page = { html, csp: answer.headers.get("Content-Security-Policy"), at: Date.now() };
  const sealed = await seal(keys.pages, page);
  if ((await known())?.session !== keys.session) return ""; // signed out, or somebody else is here by now
  await put("pages", path, { ...sealed, at: page.at });
  await keepLook(html);
  return html;
}

async function keepLook(html) {
  const shelf = await caches.open(NAME);
  for (const [, address] of html.matchAll(LOOK)) if (!(await shelf.match(address))) await shelf.add(address).catch(() => {});
}

// Called from Today: whatever is not there or not fresh is fetched. The lines for help are kept as a visitor sees them.
async function keepAll() {
  const keys = await known();
  if (!keys) return;
  for (const path of await names("pages")) if (Date.now() - (await get("pages", path)).at > DAY) await drop("pages", path);
  const renew = async (path) => {
    const there = await get("pages", path);
    return there && Date.now() - there.at < FRESH ? "" : keepPage(path, await fetch(path, { redirect: "error" }), keys);
  };
  for (const path of ALWAYS) {
    const html = await renew(path).catch(() => "");
    for (const [, call] of path === "/calls/" ? [...html.matchAll(CALL)].slice(0, MOST_CALLS) : []) await renew(call).catch(() => {});
  }
  const help = await fetch(HELP, { credentials: "omit" });
  if (help.ok && (await known())) await (await caches.open(NAME)).put(HELP, help);
}
