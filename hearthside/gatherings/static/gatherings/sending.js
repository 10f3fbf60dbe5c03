// Sends what was tapped, one after the other and each until it is confirmed, whether the network is there now or later.
import { first, forget, waiting } from "./kept.js";

const AGAIN = 4000;
const TOO_OLD = 2 * 24 * 3600 * 1000; // by then no door takes it any more, and nothing of it stays here
const CONFIRMED = 204, NEVER = 410;
const token = document.querySelector("main").dataset.token; // none on the host's own pages, which only tell
const back = document.querySelector("[data-return]");

async function send(tap) {
  const body = new URLSearchParams({ tap: tap.tap, typed: tap.typed, at: tap.at, token });
  try {
    return (await fetch(tap.to, { method: "POST", body, keepalive: true })).status;
  } catch {
    return 0;
  }
}

async function sendAll() {
  for (let next; (next = await first()); ) {
    const [number, tap] = next;
    const status = tap && Date.now() - Date.parse(tap.at) < TOO_OLD ? await send(tap) : NEVER;
    if (status !== CONFIRMED && status !== NEVER) return; // no network, no server, or a pause: all of it later
    await forget(number);
  }
}

async function tell() {
  const place = document.querySelector("[data-waiting]");
  if (!place) return;
  const number = await waiting();
  place.querySelector("b").textContent = number;
  place.hidden = number === 0;
}

async function turn() {
  await tell();
  await navigator.locks.request("door", { ifAvailable: true }, (mine) => mine && token && sendAll());
  await tell();
}

if (window.isSecureContext && "locks" in navigator) {
  turn();
  setInterval(turn, AGAIN);
  addEventListener("online", turn);
}
if (back) setTimeout(() => location.replace(back.href), 3000);
