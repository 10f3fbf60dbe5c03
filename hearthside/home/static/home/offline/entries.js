// Forms that met no signal: kept sealed, sent later one by one, each under the name its form was made with. Part of the worker.
const TAKEN = 204, LATER = [0, 401, 429];

// Whether it could be kept. The same form again takes the place of the first.
async function keepEntry(to, fields) {
  const keys = await known();
  if (!keys) return false;
  const once = fields.find(([name]) => name === "once")?.[1] || crypto.randomUUID();
  const entry = { to, fields: fields.filter(([name]) => name !== "csrfmiddlewaretoken") };
  await put("entries", once, { ...(await seal(keys.entries, entry)), owner: keys.owner, at: Date.now(), fault: 0 });
  self.registration.sync?.register("send").catch(() => {});
  return true;
}

// What waits of the one who is here, oldest first. What others left is neither shown nor sent.
async function entries() {
  const keys = await known(), found = [];
  for (const once of keys ? await names("entries") : []) {
    const kept = await get("entries", once);
    const entry = kept?.owner === keys.owner && (await unseal(keys.entries, kept));
    if (entry) found.push({ once, at: kept.at, fault: kept.fault, ...entry });
  }
  return found.sort((one, other) => one.at - other.at);
}

async function send({ to, fields }, token) {
  const body = new URLSearchParams([...fields, ["csrfmiddlewaretoken", token]]);
  const answer = await fetch(to, { method: "POST", body, headers: { "Sent-Later": "yes" }, redirect: "manual" }).catch(() => undefined);
  return answer?.type === "opaqueredirect" ? 401 : (answer?.status ?? 0);
}

async function sendEach() {
  if (!(await entries()).some((entry) => !entry.fault)) return;
  const here = await whoIsHere(); // asked each time, so that nothing goes out in another person's name
  for (const entry of here ? await entries() : []) {
    if (entry.fault) continue;
    const status = await send(entry, here.token);
    if (status >= 500 || LATER.includes(status)) return;
    if (status === TAKEN) await drop("entries", entry.once);
    else await put("entries", entry.once, { ...(await get("entries", entry.once)), fault: status });
  }
}

const sendAll = () => navigator.locks.request(NAME, sendEach).catch(() => {});
