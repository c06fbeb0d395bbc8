// Brings a document alive when something on it is used that needs it: a field, or a button that sends no form. Until then nothing is
// loaded for it; its links and forms work as they do without JavaScript. What was done meanwhile is done again once it is alive, so that
// the first letters and the first tap count.
(function (script, wasm) {
  const used = "input, select, textarea, button[type=button]";
  let waking;

  const alive = () => "alive" in document.documentElement.dataset;
  const use = (event) => !alive() && event.target.closest?.(used);

  function wake() {
    waking ??= import(script)
      .then((site) => site.default({ module_or_path: wasm }).then(() => site.hydrate()))
      .catch((error) => {
        // Not reached: the next use tries again, and links and forms work.
        waking = undefined;
        console.warn(error);
      });
    return waking;
  }

  // Steps that were made while the page was alive, before it was loaded anew, change the address alone: the document is another one's.
  const place = () => location.pathname + location.search;
  const here = place();
  addEventListener("popstate", () => alive() || place() === here || location.reload());

  for (const nearing of ["pointerover", "focusin"]) {
    addEventListener(nearing, (event) => use(event) && wake(), { capture: true, passive: true });
  }
  for (const change of ["input", "change"]) {
    addEventListener(
      change,
      (event) => use(event) && event.isTrusted && wake().then(() => alive() && event.target.dispatchEvent(new Event(change, { bubbles: true }))),
      true,
    );
  }
  addEventListener(
    "click",
    (event) => {
      const button = event.isTrusted && use(event);
      if (button?.type === "button") wake().then(() => alive() && button.click());
    },
    true,
  );
})
