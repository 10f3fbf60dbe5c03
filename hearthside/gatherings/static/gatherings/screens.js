// Has the screens of the door kept on this tablet (worker.js), and says so when they are of another day.
const groups = document.querySelector("[data-groups]");
const screens = [...(groups?.querySelectorAll("a") ?? [])].map((link) => link.href);
const look = [...document.querySelectorAll("link[href], script[src]")].map((one) => one.href || one.src);
const kept = new URL("kept.js", import.meta.url); // brought in by the others

async function keepScreens() {
  await navigator.serviceWorker.register("/door/worker.js");
  await navigator.serviceWorker.ready;
  const shelf = await caches.open("door");
  for (const address of [location.href, "/door/thanks/", ...screens, ...look, kept, groups?.dataset.more]) {
    const answer = address && (await fetch(address, { cache: "reload" }));
    if (answer?.ok && !answer.redirected) await shelf.put(address, answer);
  }
}

if (Date.now() > Date.parse(document.querySelector("[data-until]").dataset.until)) {
  groups?.remove();
  document.querySelector("[data-over]").hidden = false;
} else if ("serviceWorker" in navigator) {
  keepScreens().catch(() => {}); // the network went away: the next visit of this screen tries again
}
