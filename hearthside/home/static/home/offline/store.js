// What this phone keeps: the keys, and pages and entries sealed with them. Part of the worker (views.py joins the parts).
const NAME = "offline", SEAL = "AES-GCM";
let opened;

function database() {
  opened ??= new Promise((done, failed) => {
    const asked = indexedDB.open(NAME, 1);
    asked.onupgradeneeded = () => ["keys", "pages", "entries"].forEach((store) => asked.result.createObjectStore(store));
    asked.onerror = () => failed(asked.error);
    asked.onsuccess = () => {
      const close = () => { asked.result.close(); opened = undefined; };
      Object.assign(asked.result, { onversionchange: close, onclose: close });
      done(asked.result);
    };
  });
  return opened;
}

async function within(store, mode, act) {
  const transaction = (await database()).transaction(store, mode, { durability: "strict" });
  const asked = act(transaction.objectStore(store));
  return new Promise((done, failed) => {
    transaction.oncomplete = () => done(asked.result);
    transaction.onabort = () => failed(transaction.error);
  });
}

const get = (store, name) => within(store, "readonly", (all) => all.get(name));
const names = (store) => within(store, "readonly", (all) => all.getAllKeys());
const put = (store, name, thing) => within(store, "readwrite", (all) => all.put(thing, name));
const drop = (store, name) => within(store, "readwrite", (all) => all.delete(name));
const empty = (store) => within(store, "readwrite", (all) => all.clear());
const known = () => get("keys", "mine").catch(() => undefined); // a browser that keeps nothing keeps no keys

async function seal(key, thing) {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  return { iv, sealed: await crypto.subtle.encrypt({ name: SEAL, iv }, key, new TextEncoder().encode(JSON.stringify(thing))) };
}

// What was sealed; nothing where it cannot be opened.
async function unseal(key, { iv, sealed }) {
  const plain = await crypto.subtle.decrypt({ name: SEAL, iv }, key, sealed).catch(() => undefined);
  return plain && JSON.parse(new TextDecoder().decode(plain));
}

// The session is over or locked: no page can be read any more. Entries stay sealed until the same person is back.
const forget = () => Promise.all([empty("keys"), empty("pages")]);

async function wipe() {
  await Promise.all([forget(), empty("entries"), caches.delete(NAME)]);
  (await database()).close();
  opened = undefined;
  indexedDB.deleteDatabase(NAME);
}
