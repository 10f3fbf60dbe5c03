// The part of an address behind the '#' is sent to nobody. Here it is put into the field and taken out of the address bar.
(() => {
  const field = document.querySelector("input[name=code]");
  if (!field || location.hash.length < 2) return;
  field.value = decodeURIComponent(location.hash.slice(1));
  history.replaceState(null, "", location.pathname);
  field.form.querySelector("button").focus();
})();
