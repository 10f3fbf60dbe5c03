// The part of an address behind the '#' is sent to nobody. Here it is put into the field and taken out of the address bar.
// This file also brings the few rules of look that this one page needs, so that the page is two requests in all.
(() => {
  const look = `
    :root { color-scheme: light dark; --paper: #fbf8f3; --surface: #fff; --sunk: #f3eee5; --line: #ded5c6; --edge: #8a7f70; --ink: #25211c; --ink-soft: #5d554a; --pine: #1d5b4c; --on-pine: #fff; --ember: #9c421d; --focus: #b3541e }
    @media (prefers-color-scheme: dark) { :root { --paper: #181512; --surface: #211d19; --sunk: #2a2520; --line: #40382f; --edge: #8d8273; --ink: #efe8dd; --ink-soft: #b8ad9d; --pine: #8fd0bb; --on-pine: #10251e; --ember: #f0a37d; --focus: #f0a37d } }
    *, *::before { box-sizing: border-box }
    html { font-size: 106.25%; -webkit-text-size-adjust: 100% }
    body { margin: 0; font: 1rem/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif; color: var(--ink); background: var(--paper); overflow-wrap: break-word }
    main { max-width: 36rem; min-height: 70vh; margin: 0 auto; padding: 1.5rem 1rem 2.25rem }
    h1, label { font-family: "Iowan Old Style", "Palatino Linotype", Palatino, Georgia, serif; font-weight: 600 }
    h1 { font-size: 1.85rem; line-height: 1.2; margin: 0 0 1rem } label { font-size: 1.1rem; display: block }
    a { color: var(--pine) } :focus-visible { outline: 3px solid var(--focus); outline-offset: 2px }
    input, button { font: inherit; min-height: 2.9rem; width: 100%; max-width: 26rem }
    input { padding: .5rem .75rem; color: inherit; background: var(--surface); border: 1.5px solid var(--edge); border-radius: .5rem }
    button { border: 0; border-radius: 99rem; padding: .5rem 1.5rem; font-weight: 600; font-size: 1.1rem; background: var(--pine); color: var(--on-pine); cursor: pointer }
    .small { font-size: .875rem } .soft { color: var(--ink-soft) } .error { color: var(--ember); font-weight: 600 }
    nav a { display: inline-flex; align-items: center; min-height: 2.75rem; margin-inline-end: 1rem }
    footer { border-top: 1px solid var(--line); background: var(--sunk); padding: 1rem } footer ul { list-style: none; padding: 0 } footer a { display: inline-block; padding-block: .2rem }`;
  if (document.adoptedStyleSheets && "replaceSync" in CSSStyleSheet.prototype) {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(look);
    document.adoptedStyleSheets = [sheet];
  } else {
    document.head.insertAdjacentHTML("beforeend", document.querySelector("noscript").textContent);
  }
  document.addEventListener("DOMContentLoaded", () => {
    if (location.hash.length < 2) return;
    document.querySelector("input[name=code]").value = decodeURIComponent(location.hash.slice(1));
    history.replaceState(null, "", location.pathname + location.search);
  });
})();
