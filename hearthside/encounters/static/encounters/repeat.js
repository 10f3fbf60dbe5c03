// "As last time": choosing a person sets how, how long and which programme as they were at the last contact,
// unless the one who logs has already chosen something else. Without this script the first person's values stand.
const form = document.querySelector("form[data-repeat]");
const touched = new Set();

function set(name, value) {
  if (!value || touched.has(name)) return;
  const found = form.querySelector(`input[name="${name}"][value="${CSS.escape(value)}"]`);
  if (found) found.checked = true;
  else if (form.elements[name] && form.elements[name].type !== "radio") form.elements[name].value = value;
}

function tellMinutes() {
  const shown = form.querySelector("[data-minutes]:not(input)");
  if (shown) shown.textContent = form.elements.minutes.value;
}

form.addEventListener("change", (event) => {
  const input = event.target;
  if (input.name !== "who") touched.add(input.name);
  else if (input.checked && form.querySelectorAll("input[name=who]:checked").length === 1) {
    set("kind", input.dataset.kind);
    set("minutes", input.dataset.minutes);
    set("programme", input.dataset.programme);
  }
  tellMinutes();
});

// A second press while the first is on its way does nothing; the server would find the first anyway.
form.addEventListener("submit", (event) => {
  if (form.dataset.sent) event.preventDefault();
  form.dataset.sent = "yes";
});
addEventListener("pageshow", () => delete form.dataset.sent);
