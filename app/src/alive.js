// Brings the islands of a page alive: those on which something goes on by itself at once, those that wait (`data-waits`) when they are
// used. Until then nothing is loaded for these; links and forms work as they do without JavaScript. What was done meanwhile is done again
// once they are alive, so that the first letters and the first tap count.
(function (script, wasm) {
  const used = "[data-waits] :is(input, select, textarea, button[type=button])";
  const page = document.documentElement;
  let site;
  let waking;

  const alive = () => "alive" in page.dataset;
  const use = (event) => !alive() && event.target.closest?.(used);
  const waits = (island) => "waits" in (island.firstElementChild?.dataset ?? {});

  function load() {
    site ??= import(script)
      .then((site) => site.default({ module_or_path: wasm }).then(() => (site.hydrate(), site)))
      .catch((error) => {
        site = undefined;
        throw error;
      });
    return site;
  }

  // What a hall asks for: a session, with the first chosen seat. It waits for the answer before it holds.
  let session;
  globalThis.beginSession = () => (session ??= fetch("/session", { method: "POST" }).catch(() => (session = undefined)));

  // What a clock asks for: what time it is for the server. The page may have lain in a cache, and the clock on the wall may be wrong. The
  // `Date` of an answer that no cache keeps has whole seconds, and is behind rather than ahead: who is told that sales are open finds them so.
  let zero = Date.now() - performance.now();
  globalThis.serverTime = () => zero + performance.now();
  async function askForTime() {
    const { headers } = await fetch("/healthz");
    zero = Date.parse(headers.get("date")) - performance.now() || zero;
  }

  async function bringAlive(islands) {
    if (document.querySelector(".opening")) await askForTime().catch(console.warn);
    const site = await load();
    await Promise.all(islands.map((island) => site[island.dataset.component](island)));
    page.dataset.alive = "";
  }

  // Those that wait. Not reached: the next use tries again, and links and forms work.
  function wake() {
    waking ??= bringAlive(waiting).catch((error) => {
      waking = undefined;
      console.warn(error);
    });
    return waking;
  }

  // Those that do not, for as long as it takes.
  function begin(islands, pause) {
    bringAlive(islands).catch((error) => {
      console.warn(error);
      setTimeout(begin, pause, islands, Math.min(pause * 2, 30000));
    });
  }

  const islands = [...document.querySelectorAll("leptos-island")];
  const waiting = islands.filter(waits);
  const busy = islands.filter((island) => !waits(island));
  if (busy.length) {
    begin(busy, 1000);
    // Shown again as it was left, by who goes back: how seats and bookings stand is asked anew before anything can be done.
    addEventListener("pageshow", (event) => event.persisted && location.reload());
  }

  document.querySelector("[data-does=print]")?.addEventListener("click", () => print());

  if (!waiting.length) return;
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
