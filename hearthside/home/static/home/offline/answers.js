// What the worker answers when the network does, and when it does not. Part of the worker.
const PATIENCE = 5000, SENDING = 15000, SIGN_IN = "/accounts/login/?next=/offline/";
const soon = (asked, patience) => Promise.race([asked, new Promise((_done, failed) => setTimeout(failed, patience))]);
const help = () => caches.match(HELP, { cacheName: NAME });

async function show(event, path) {
  const keys = await known(), asked = fetch(event.request);
  let fresh = await soon(asked, PATIENCE).catch(() => undefined);
  if (!fresh || fresh.status >= 500) {
    const there = await (path === HELP ? help() : kept(event.request, path));
    if (there) return there;
    fresh ??= await asked.catch(() => undefined);
  }
  // A page with somebody chosen already is not kept: it would be shown when another is meant.
  if (fresh && path !== HELP) event.waitUntil(after(path, fresh.clone(), new URL(event.request.url).search ? null : keys));
  return fresh ?? (await help()) ?? Response.error();
}

async function after(path, fresh, keys) {
  if (fresh.type === "opaqueredirect" || !(await known())) await whoIsHere();
  else await keepPage(path, fresh, keys);
  await sendAll();
}

async function kept(request, path) {
  const keys = await known(), there = keys && (await get("pages", path));
  const page = there && Date.now() - there.at < DAY && (await unseal(keys.pages, there));
  if (!page) return undefined;
  const who = new URL(request.url).searchParams.get("who") ?? "";
  const headers = { "Content-Type": "text/html; charset=utf-8", "Content-Security-Policy": page.csp ?? "default-src 'self'" };
  return new Response(retold(page, path, keys, who), { headers: { ...headers, "Cache-Control": "no-store" } });
}

async function enter(event, path) {
  const fields = [...new URLSearchParams(await event.request.clone().text())];
  const once = fields.find(([name]) => name === "once")?.[1] ?? "";
  const waits = await get("entries", once).catch(() => undefined);
  if (waits && (await whoIsHere()) === null) return Response.redirect(SIGN_IN, 303);
  const answer = await soon(fetch(event.request), SENDING).catch(() => undefined);
  if (waits && answer?.type === "opaqueredirect") await drop("entries", once); // it was put right
  if (answer && answer.status < 500) return answer;
  const isKept = await keepEntry(path, fields).catch(() => false);
  return isKept ? Response.redirect("/offline/", 303) : (answer ?? Response.error());
}

// Signing out: what waits is sent first; what cannot be sent is shown, and nothing is deleted before somebody says so.
async function leave(request) {
  if (!new URL(request.url).searchParams.has("all")) {
    await whoIsHere().then(sendAll);
    if ((await entries()).length) return Response.redirect("/offline/", 303);
  }
  const { words } = (await known()) ?? {};
  await wipe();
  const headers = { "Content-Type": "text/plain; charset=utf-8" };
  return fetch(request).catch(() => (words ? new Response(words.wiped, { headers }) : Response.error()));
}
