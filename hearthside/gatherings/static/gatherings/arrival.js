// A tap is kept on the tablet first and sent from there, so that the thanks come at once and nothing is lost on the way.
import { keep } from "./kept.js";

const form = document.querySelector("form[data-then]");
const QUIET = 60000; // a name that is half typed does not wait for the next person
let isSent = false, leaving;

function wait() {
  clearTimeout(leaving);
  leaving = setTimeout(() => location.replace(form.dataset.back), QUIET);
}

// Each time the form is drawn, also by the Back button, it is another tap.
addEventListener("pageshow", (event) => {
  isSent = false;
  if (event.persisted) form.reset();
  form.elements.tap.value = crypto.randomUUID?.() ?? form.elements.tap.value;
  form.elements.typed?.focus();
  wait();
});
form.addEventListener("input", wait);

form.addEventListener("submit", async (event) => {
  if (!window.isSecureContext) return; // without a safe connection nothing can be kept: the form is sent as it is
  event.preventDefault();
  if (isSent) return;
  isSent = true;
  const typed = event.submitter?.name === "just" ? "" : (form.elements.typed?.value.trim() ?? "");
  const { tap } = form.elements;
  try {
    await keep({ to: form.action, tap: tap.value, typed, at: new Date().toISOString() });
    location.replace(form.dataset.then);
  } catch {
    if (form.elements.typed) form.elements.typed.value = typed;
    form.submit();
  }
});
