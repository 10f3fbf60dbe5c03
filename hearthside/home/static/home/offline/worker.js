// Stands between the pages of those who work and the network. Whatever is not named here goes by untouched: the survey, the door.
const ENTRIES = /^\/(log|log\/tries|calls\/[0-9a-f-]{36}\/(talk|tries))\/$/;
const LEAVING = "/accounts/logout/", CLOSES = /^\/(accounts|groups\/door)\//; // signs in as somebody else, or locks

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("sync", (event) => event.waitUntil(sendAll()));
self.addEventListener("fetch", (event) => {
  const { request } = event, { origin, pathname } = new URL(request.url), isPage = request.mode === "navigate";
  if (origin !== location.origin) return;
  if (isPage && request.method === "GET" && PAGES.test(pathname)) event.respondWith(show(event, pathname));
  else if (isPage && request.method === "POST" && ENTRIES.test(pathname)) event.respondWith(enter(event, pathname));
  else if (isPage && request.method === "POST" && pathname === LEAVING) event.respondWith(leave(request));
  else if (isPage && request.method === "POST" && CLOSES.test(pathname)) event.waitUntil(forget());
  else if (pathname.startsWith("/static/") && request.referrer && PAGES.test(new URL(request.referrer).pathname))
    event.respondWith(fetch(request).catch(async () => (await caches.match(request.url, { cacheName: NAME })) ?? Response.error()));
});

// A page asks: what waits is sent, or let go, and the answer is what still waits.
const ACTS = {
  begin: () => whoIsHere().then(sendAll),
  send: sendAll,
  list: () => {},
  drop: async ({ once }) => (await entries()).some((entry) => entry.once === once) && drop("entries", once),
};
self.addEventListener("message", (event) => event.waitUntil(told(event)));

async function told({ data, ports }) {
  await ACTS[data.act](data);
  ports[0].postMessage(await entries());
  if (data.act === "begin") await keepAll().catch(() => {}); // the signal went away: the next visit goes on
}
