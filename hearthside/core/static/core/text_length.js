// How many letters of a text are used, while it is typed. The page says the same when it is saved (core/text_length.py).
const PLAIN = "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";
const TAKES_TWO = "\f^{}\\[~]|€";

function lengthOf(words) {
  const letters = [...words];
  const odd = letters.find((letter) => !PLAIN.includes(letter) && !TAKES_TWO.includes(letter));
  if (odd) return { odd, units: words.length };
  return { odd: "", units: letters.reduce((sum, letter) => sum + (TAKES_TWO.includes(letter) ? 2 : 1), 0) };
}

function say(field, place) {
  const act = field.form.querySelector("[name=act]:checked");
  const isText = !act || act.value === "text";
  const { odd, units } = lengthOf(field.value);
  const said = odd ? place.dataset.odd : place.dataset.plain;
  place.textContent = field.value && isText ? said.replace("{units}", units).replace("{odd}", odd) : "";
}

for (const field of document.querySelectorAll("[data-text-length]")) {
  const place = field.form.querySelector("[data-text-length-said]");
  field.form.addEventListener("input", () => say(field, place));
}
