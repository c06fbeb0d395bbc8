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

  // A page that shows a booking asks the shop how it stands: when nothing is left of its time, and when somebody comes back to the page. If it
  // stands otherwise, the page is loaded again and says so. `slept` is for how long the page's clock stood still.
  globalThis.slept = 0;
  const bookings = [...document.querySelectorAll("[data-booking]")];

  async function ask({ dataset: { booking, stands, left } }, isOver) {
    const at = performance.now();
    const answer = await fetch(`/api/v1/bookings/${booking}`, { cache: "no-store" });
    if (answer.status >= 500 || answer.status === 429) throw new Error(answer.statusText);
    const now = answer.ok ? (await answer.json()).booking : {};
    if ([now.status, now.payment].filter(Boolean).join(" ") !== stands) {
      // A payment under way brings its own answer.
      if (!document.querySelector("main [aria-busy=true]")) location.reload();
      return 1;
    }
    // It was given more time in another tab: this one offers no more, and says nothing of it aloud.
    if (!now.extendable_until) document.querySelector(".more-time")?.remove();
    const slept = left - now.expires_in_ms - at;
    if (isOver || Math.abs(slept - globalThis.slept) > 1500) globalThis.slept = slept || 0;
    return now.expires_in_ms;
  }

  async function look(isOver) {
    for (let pause = 1000; ; pause = Math.min(2 * pause, 15000)) {
      try {
        const left = await Promise.all(bookings.map((booking) => ask(booking, isOver)));
        if (!isOver || left.every((left) => left > 0)) return;
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
  // What the pages of this browser tell each other of holds (`hall.js`): how those of an event stand has changed, if no seats are named. A page
  // that says that a hold has more time tells the others.
  if (bookings.length && globalThis.BroadcastChannel) {
    const holds = new BroadcastChannel("frontrow-holds");
    holds.onmessage = ({ data }) => data.endsWith(" ") && lookAgain(false);
    const longer = document.querySelector("[data-longer]");
    if (longer) holds.postMessage(`${longer.dataset.longer} `);
  }

  // A hold of this browser is counted down in the header of each page that shows no booking. Its identifier is kept, and the shop says what is
  // left.
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
    // Somebody came back to the page meanwhile, and it asked again.
    if (own !== count) return;
    sign.hidden = status !== "pending" || left <= 0;
    if (status !== "pending") return localStorage.removeItem(HOLD);
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
    }
  } catch (error) {
    console.warn(error);
  }

  const islands = [...document.querySelectorAll("leptos-island")];
  const waiting = islands.filter(waits);
  const busy = islands.filter((island) => !waits(island));
  if (busy.length) begin(busy, 1000);
  // Shown again as it was left, by who goes back: how seats and bookings stand is asked before anything can be done.
  if (busy.length || bookings.length) addEventListener("pageshow", (event) => event.persisted && location.reload());

  // Where the browser has no way to share, the address is copied; where it cannot do that either, it is written.
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

  if (!waiting.length) return;
  // A step from before a reload changes the address alone: the document belongs to another address.
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
