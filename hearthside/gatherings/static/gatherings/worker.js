// Keeps the screens of the door, so that people can come in while the network is gone. It keeps screens alone: no name, no tap.
const SHELF = "door", PATIENCE = 3000, THANKS = "/door/thanks/";

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("fetch", (event) => {
  const here = new URL(event.request.url).origin === location.origin;
  if (here && event.request.method === "GET") event.respondWith(answer(event.request));
  if (here && event.request.mode === "navigate" && event.request.method === "POST") event.respondWith(send(event.request));
});

// A form that was quicker than the program which keeps taps: without a network it is shown once more.
const send = (request) => fetch(request).catch(() => Response.redirect(request.url, 303));

async function answer(request) {
  const shelf = await caches.open(SHELF);
  const kept = () => shelf.match(request.url, { ignoreVary: true });
  const path = new URL(request.url).pathname;
  const lasts = path === THANKS ? request.mode === "navigate" : !path.startsWith("/door/"); // the look, and thanks at once
  if (lasts && request.cache !== "reload" && (await kept())) return kept();
  try {
    const fresh = await Promise.race([fetch(request), new Promise((_done, failed) => setTimeout(failed, PATIENCE))]);
    if (fresh.status >= 500) throw fresh;
    if (fresh.ok && !fresh.redirected) await shelf.put(request.url, fresh.clone());
    if (fresh.status === 403 && request.mode === "navigate") await caches.delete(SHELF); // the door is closed
    return fresh;
  } catch {
    const first = request.mode === "navigate" ? shelf.match("/door/", { ignoreVary: true }) : undefined;
    return (await kept()) ?? (await first) ?? Response.error();
  }
}
