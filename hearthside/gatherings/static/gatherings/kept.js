// What was tapped and is not sent yet, kept on this tablet in its order, sealed with a key that cannot be taken out of it.
const SEAL = { name: "AES-GCM", length: 256 };
let opened;

function database() {
  opened ??= new Promise((done, failed) => {
    const asked = indexedDB.open("door", 1);
    asked.onupgradeneeded = () => {
      asked.result.createObjectStore("keys");
      asked.result.createObjectStore("taps", { autoIncrement: true });
    };
    asked.onsuccess = () => done(asked.result);
    asked.onerror = () => failed(asked.error);
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

async function key() {
  const known = () => within("keys", "readonly", (keys) => keys.get("taps"));
  if (await known()) return known();
  const made = await crypto.subtle.generateKey(SEAL, false, ["encrypt", "decrypt"]);
  await within("keys", "readwrite", (keys) => keys.add(made, "taps")).catch(() => {}); // another page was first
  return known();
}

export async function keep(tap) {
  const nonce = crypto.getRandomValues(new Uint8Array(12));
  const sealed = await crypto.subtle.encrypt({ ...SEAL, iv: nonce }, await key(), new TextEncoder().encode(JSON.stringify(tap)));
  await within("taps", "readwrite", (taps) => taps.add({ nonce, sealed }));
}

// The first that waits, as [its number, what was tapped]; nothing when all is sent. What cannot be opened is let go.
export async function first() {
  const [number] = await within("taps", "readonly", (taps) => taps.getAllKeys(null, 1));
  if (number === undefined) return undefined;
  const { nonce, sealed } = await within("taps", "readonly", (taps) => taps.get(number));
  const plain = await crypto.subtle.decrypt({ ...SEAL, iv: nonce }, await key(), sealed).catch(() => null);
  return [number, plain && JSON.parse(new TextDecoder().decode(plain))];
}

export const forget = (number) => within("taps", "readwrite", (taps) => taps.delete(number));
export const waiting = () => within("taps", "readonly", (taps) => taps.count());
