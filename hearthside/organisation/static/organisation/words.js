/* The example sentences read with the words as they are typed. Without this, they read so after saving. */
for (const input of document.querySelectorAll("input[data-key]")) {
  input.addEventListener("input", () => {
    for (const word of document.querySelectorAll(`[data-word="${input.dataset.key}"]`)) {
      word.textContent = input.value.trim() || input.placeholder;
    }
  });
}
