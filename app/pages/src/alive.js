// Hydrates the islands of a page. Islands without `data-waits` hydrate when the page loads. Islands with `data-waits` hydrate on their first use, and
// load nothing before it; until then, links and forms work as without JavaScript. Input and clicks from before hydration are dispatched again
// afterwards, so the first letter and the first tap count.
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

  // For the hall island: starts a session when the buyer chooses the first seat. A hold waits for the response.
  let session;
  globalThis.beginSession = () => (session ??= fetch("/session", { method: "POST" }).catch(() => (session = undefined)));

  // For countdowns: the server's time. The page may come from a cache, and the device's clock may be wrong. `/healthz` is never cached. Its `Date`
  // header has whole seconds, so this clock may be late but never early: when it says that sales are open, they are.
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

  // Hydrates the waiting islands. After an error, the next use tries again; links and forms work meanwhile.
  function wake() {
    waking ??= bringAlive(waiting).catch((error) => {
      waking = undefined;
      console.warn(error);
    });
    return waking;
  }

  // Hydrates the other islands, and retries until it succeeds.
  function begin(islands, pause) {
    bringAlive(islands).catch((error) => {
      console.warn(error);
      setTimeout(begin, pause, islands, Math.min(pause * 2, 30000));
    });
  }

  // A page that shows a booking fetches its state when the countdown reaches zero and when the page becomes visible again. If the state has changed,
  // the page reloads to show it. `slept` is the time in ms for which the page's clock stood still.
  globalThis.slept = 0;
  const bookings = [...document.querySelectorAll("[data-booking]")];

  async function ask({ dataset: { booking, stands, left } }, isOver) {
    const at = performance.now();
    const answer = await fetch(`/api/v1/bookings/${booking}`, { cache: "no-store" });
    if (answer.status >= 500 || answer.status === 429) throw new Error(answer.statusText);
    const now = answer.ok ? (await answer.json()).booking : {};
    if ([now.status, now.payment].filter(Boolean).join(" ") !== stands) {
      // A payment in progress shows its own result.
      if (!document.querySelector("main [aria-busy=true]")) location.reload();
      return Infinity;
    }
    // Another tab has already extended the hold: remove the offer here, without an announcement.
    if (!now.extendable_until) document.querySelector(".more-time")?.remove();
    const slept = left - now.expires_in_ms - at;
    if (isOver || Math.abs(slept - globalThis.slept) > 1500) globalThis.slept = slept || 0;
    return now.expires_in_ms - performance.now() + at;
  }

  async function look(isOver) {
    for (let pause = 1000; ; pause = Math.min(2 * pause, 15000)) {
      try {
        const left = await Promise.all(bookings.map((booking) => ask(booking, isOver)));
        // The last second may be over before the countdown notices that there was one.
        if (!isOver || left.every((left) => left > 1000)) return;
      } catch (error) {
        console.warn(error);
      }
      await new Promise((later) => setTimeout(later, pause));
    }
  }

  let looking;
  globalThis.lookAgain = (isOver) => {
    if (looking && !isOver) return;
    const own = (looking = Promise.resolve(looking).then(() => look(isOver)).finally(() => own === looking && (looking = undefined)));
  };
  if (bookings.length) document.addEventListener("visibilitychange", () => document.hidden || lookAgain(false));
  // Messages about holds between the pages of this browser (`hall.js`). A message without seats says that a hold of the event has changed. A page
  // that shows an extended hold tells the others.
  if (bookings.length && globalThis.BroadcastChannel) {
    const holds = new BroadcastChannel("frontrow-holds");
    holds.onmessage = ({ data }) => data.endsWith(" ") && lookAgain(false);
    const longer = document.querySelector("[data-longer]");
    if (longer) holds.postMessage(`${longer.dataset.longer} `);
  }

  // Every page without a booking counts down this browser's hold in its header. Local storage has the booking's id, the server has the time left.
  const HOLD = "frontrow-hold";
  const sign = document.querySelector(".site-hold");
  let counting;
  let count = 0;

  async function countDown(booking) {
    clearTimeout(counting);
    const own = (count += 1);
    const answer = await fetch(`/api/v1/bookings/${booking}`, { cache: "no-store" }).catch(() => {});
    const again = (pause) => (counting = setTimeout(countDown, pause, booking));
    if (!answer || answer.status >= 500 || answer.status === 429) return own === count && again(15000);
    const { status, expires_in_ms: left } = answer.ok ? (await answer.json()).booking : {};
    // A newer request was sent meanwhile.
    if (own !== count) return;
    sign.hidden = status !== "pending" || left <= 0;
    if (status !== "pending") {
      // Another tab may have stored a newer hold.
      if (localStorage.getItem(HOLD) === booking) localStorage.removeItem(HOLD);
      return;
    }
    if (sign.hidden) return again(3000);
    sign.href = sign.dataset.to + booking;
    const end = performance.now() + left;
    (function tick() {
      const seconds = Math.ceil((end - performance.now()) / 1000);
      if (seconds <= 0) return countDown(booking);
      sign.querySelector("b").textContent = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
      counting = setTimeout(tick, 250);
    })();
  }

  try {
    for (const { dataset } of bookings) if (dataset.stands.startsWith("pending")) localStorage.setItem(HOLD, dataset.booking);
    const held = sign && !bookings.length && localStorage.getItem(HOLD);
    if (held) {
      countDown(held);
      document.addEventListener("visibilitychange", () => document.hidden || countDown(held));
      if (globalThis.BroadcastChannel) {
        new BroadcastChannel("frontrow-holds").onmessage = ({ data }) => data.endsWith(" ") && countDown(held);
      }
    }
  } catch (error) {
    console.warn(error);
  }

  const islands = [...document.querySelectorAll("leptos-island")];
  const waiting = islands.filter(waits);
  const busy = islands.filter((island) => !waits(island));

  // Starts when the page is painted: before that, the files of islands would delay the style and fonts on a slow line. The files and the answers that
  // the islands will ask for load at the same time. A page in the background is not painted, and starts after two seconds.
  let started;
  function start() {
    if (started) return;
    started = true;
    for (const { content: href } of document.querySelectorAll("meta[name=ahead]")) {
      document.head.append(Object.assign(document.createElement("link"), { rel: "preload", as: "fetch", crossOrigin: "", href }));
    }
    begin(busy, 1000);
  }
  if (busy.length) {
    new PerformanceObserver(start).observe({ type: "paint", buffered: true });
    setTimeout(start, 2000);
  }
  // A page from the back/forward cache shows old seats and bookings. Reload it before the buyer can act on them.
  if (busy.length || bookings.length) addEventListener("pageshow", (event) => event.persisted && location.reload());

  // Shares the page. A browser that cannot share copies the address, or else the page shows it.
  document.querySelector("[data-does=share]")?.addEventListener("click", async ({ currentTarget: { dataset } }) => {
    const url = new URL(dataset.path, location).href;
    if (navigator.share) return navigator.share({ title: dataset.title, url }).catch(console.warn);
    const copied = await navigator.clipboard?.writeText(url).then(
      () => true,
      () => false,
    );
    document.querySelector("[data-said=share]").textContent = copied ? dataset.done : url;
  });
  document.querySelector("[data-does=print]")?.addEventListener("click", () => print());

  // The Tab key leaves the sheet of filters: close the sheet, which would cover the next focused element.
  addEventListener("focusout", ({ target, relatedTarget: next }) => {
    const sheet = target.closest?.("#filters");
    if (next && sheet && !sheet.contains(next) && next.popoverTargetElement !== sheet) sheet.hidePopover?.();
  });

  if (!waiting.length) return;
  // After a reload, going back changes only the address, because the document belongs to another history entry: load the page of that address.
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
      // The browser itself has opened a popover: a second click would close it.
      if (button?.type === "button" && !button.popoverTargetElement) wake().then(() => alive() && button.click());
    },
    true,
  );
})
