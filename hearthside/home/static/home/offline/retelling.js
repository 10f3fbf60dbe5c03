// A kept page as it is shown: it says how old it is, and its forms are new ones. Part of the worker.
const plain = (text) => text.replace(/[&<>]/g, (sign) => `&#${sign.charCodeAt(0)};`);
const dayOf = (moment) => new Date(moment - moment.getTimezoneOffset() * 60000).toISOString().slice(0, 10);

function age(at, { words, language }) {
  const moment = new Date(at), isToday = dayOf(moment) === dayOf(new Date());
  const time = moment.toLocaleString(language, { timeStyle: "short", ...(isToday ? {} : { dateStyle: "medium" }) });
  const [as_of, works, waits] = [words.as_of.replace("{time}", time), words.works, words.waits].map(plain);
  return `<div class="note" role="status"><p><b>${as_of}</b> ${works}</p><p><a href="/offline/">${waits}</a></p></div>`;
}

// Keys of rows sort by time, as those that the house makes (core/ids.py).
function newId() {
  const time = Date.now().toString(16).padStart(12, "0");
  return `${time.slice(0, 8)}-${time.slice(8)}-7${crypto.randomUUID().slice(15)}`;
}

function retold({ html, at }, path, keys, who) {
  const note = path === "/offline/" ? "" : age(at, keys), ids = new Map();
  const renew = (_all, before, old) => before + ids.set(old, ids.get(old) ?? newId()).get(old);
  const told = html
    .replace(/<div class="messages"[\s\S]*?<\/div>/, "")
    .replace(/<main[^>]*>/, (main) => main + note)
    .replace(/(name="once" value=")([0-9a-f-]{36})/g, renew) // shown twice, it is two conversations
    .replace(/(name="day" value=")([0-9-]{10})/, (_all, before, day) => before + (day === dayOf(new Date(at)) ? dayOf(new Date()) : day));
  return /^[0-9a-f-]{36}$/.test(who) ? told.replace(new RegExp(`(<(input|option)[^>]*value="${who}")`), choose) : told;
}

const choose = (_all, before, tag) => `${before} ${tag === "option" ? "selected" : "checked"}`;
