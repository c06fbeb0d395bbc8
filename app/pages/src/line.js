// The page of a line: polls the line's state and shows what changes. Without this script, the page reloads itself (`noscript`).
//
// `queue/now` is the same for everybody and comes from caches. From it and the fan's own place, this script computes where the fan stands. It
// requests `queue` only for what the server alone knows: after the draw, around the turn, and every two minutes. That request also registers the
// entry again, so no fan is lost if a server dies.
(() => {
  const facts = JSON.parse(document.getElementById("line-facts").textContent);
  const { texts, joined } = facts;
  const api = `/api/v1/events/${facts.event}/queue`;
  const accept = "application/json";
  const language = document.documentElement.lang;
  const A_MINUTE = 60;
  const A_DAY = 86400;
  const LOOKS_BETWEEN_STANDINGS = 12;

  let { stage, place, ahead, turn, until } = facts;
  let eta = null;
  // How far the server's clock is ahead of this device's, in ms.
  let skew = 0;
  let isOver = false;
  let closing;
  let looks = 0;
  let failures = 0;
  let looking = false;
  let timer;
  let silence;

  const part = (name) => document.querySelector(`[data-line="${name}"]`);
  const fill = (text, words) => text.replace(/\{(\w+)\}/g, (_, name) => words[name]);
  const digits = (number) => number.toLocaleString(language);
  // Writes a time in the fan's own time zone: the page knows the venue's offset for the day of the event only.
  const clock = (moment) => new Date(moment).toLocaleTimeString(language, { timeStyle: "long", hourCycle: "h23" }).replace(":00 ", " ");
  const reload = () => setTimeout(() => location.reload(), 5000 * Math.random());

  function write(name, text) {
    const at = part(name);
    if (at && at.textContent !== text) at.textContent = text;
  }

  function hide(name, hidden) {
    const at = part(name);
    if (at) at.hidden = hidden;
  }

  // Reads or writes this browser's storage for the line. Returns null where storage is blocked.
  function keep(name, value) {
    const key = `frontrow-line-${facts.event}-${name}`;
    try {
      if (value !== undefined) localStorage.setItem(key, value);
      return localStorage.getItem(key);
    } catch {
      return null;
    }
  }

  // Screen readers repeat a text only if it was removed in between. Texts with numbers go out of date, so they are removed after 20 s; a text that
  // stays is announced once. `isShown`: the page shows the same elsewhere, so this copy is for screen readers only.
  function say(text, stays, isShown) {
    if (stays && part("said").textContent === text) return;
    clearTimeout(silence);
    part("said").classList.toggle("visually-hidden", Boolean(isShown));
    write("said", "");
    setTimeout(write, 100, "said", text);
    if (!stays) silence = setTimeout(write, 20000, "said", "");
  }

  function length(minutes) {
    const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
    const parts = [hours && `${hours} ${texts.hours}`, (rest || !hours) && `${rest} ${texts.minutes}`];
    return parts.filter(Boolean).join(" ");
  }

  // Same rule as `wait_words` in components/line/wait.rs.
  function wait() {
    if (!eta) return texts.unknown;
    const [least, most] = eta;
    if (most < A_MINUTE) return texts.under;
    const low = length(Math.floor(least / 60));
    if (most >= A_DAY) return least < A_MINUTE ? texts.unknown : fill(texts.atLeast, { low });
    const high = length(Math.ceil(most / 60));
    if (least < A_MINUTE) return fill(texts.upTo, { high });
    return low === high ? low : fill(texts.range, { low, high });
  }

  // Same rule as `Eta::of` in domain/src/waiting/odds.rs.
  function etaBy(rate) {
    if (!rate || ahead === null || rate[1] <= 0) return null;
    const least = Math.floor(ahead / rate[1]);
    return [Math.min(least, A_DAY), ahead === 0 ? 0 : rate[0] > 0 ? Math.min(Math.ceil(ahead / rate[0]), A_DAY) : A_DAY];
  }

  // Same rule as `LineStage::of` in components/line/stage.rs.
  const stageOf = (now) => now.reason ?? (now.state === "sealed" && now.draw?.value ? "drawn" : now.state);

  // Same rules as `headline` and `turn_words` in components/line/stage.rs.
  function headline() {
    if (!turn) return (facts.stages[stage] ?? ["", ""]).map((text) => fill(text, { opens: clock(facts.opens), draw: clock(facts.closes) }));
    if (!until) return [texts.turn, texts.turnWords];
    const seconds = Math.floor((Date.parse(until) - Date.now() - skew) / 1000);
    if (seconds < 2) return [texts.turn, texts.missed];
    const left = seconds > 120 ? length(Math.floor(seconds / 60)) : fill(texts.seconds, { seconds });
    return [texts.turn, fill(texts.until, { left, time: clock(until) })];
  }

  function show(now) {
    const [heading, words] = headline();
    write("heading", heading);
    write("words", words);
    write("left", digits(now.left.available));
    write("held", digits(now.left.held));
    const levels = new Map(now.left.levels);
    for (const level of document.querySelectorAll("[data-level]")) {
      const seats = levels.get(Number(level.dataset.level));
      level.hidden = seats === undefined;
      level.textContent = fill(texts.each, { seats: digits(seats ?? 0) });
    }
    if (!joined) return;
    write("ahead", digits(ahead ?? 0));
    write("place", place === null ? texts.unknown : digits(place));
    write("time", wait());
    hide("standing", turn || isOver);
    hide("drawn", ahead === null);
    hide("behind", ahead === 0);
    hide("next", ahead !== 0);
    hide("wait", ahead === 0);
    hide("choose", !turn);
    hide("enter", isOver);
    const x = Math.round(16 + 288 * (place > 1 ? Math.min(1, now.serving / (place - 1)) : 1));
    part("mine")?.setAttribute("transform", `translate(${x} 16)`);
    part("gone")?.setAttribute("d", `M16 16H${x}`);
  }

  async function ask(path) {
    const answer = await fetch(api + path, { headers: { accept }, signal: AbortSignal.timeout(10000) });
    skew = Date.parse(answer.headers.get("date")) - Date.now() || 0;
    if (answer.ok) return answer.json();
    // The line is gone, or the session is another one: the reloaded page explains it.
    if ([401, 404, 410].includes(answer.status)) reload();
    throw new Error(answer.status);
  }

  async function stand() {
    const mine = await ask("");
    // The time inside is over: the reloaded page says so, and how to join again.
    if (mine.ended) reload();
    place = mine.position ?? null;
    ahead = mine.ahead ?? null;
    turn = mine.claim || mine.state === "admitted";
    // The server leaves out a deadline that has passed: keep the last one.
    until = mine.claim ? (mine.turn_until ?? until) : null;
    if (mine.odds) write("odds", texts.odds[mine.odds]);
  }

  // Keeps the first draw closing that this browser saw, and warns the fan if the line later shows a different one.
  function keepClosing(draw) {
    if (!draw?.closing) return;
    const name = `closing-${draw.number}`;
    closing ??= keep(name) ?? keep(name, draw.closing) ?? draw.closing;
    write("closing", closing);
    hide("kept", false);
    hide("changed", closing === draw.closing);
  }

  function tell(before) {
    if (turn !== before.turn) document.title = turn ? texts.title : facts.title;
    const aloud = (text) => say(text, false, true);
    if (turn && !before.turn) {
      aloud(headline().join(". "));
      if (keep("notify") === "1") notify(texts.title);
    } else if (place !== null && before.place === null) {
      aloud(fill(facts.draw === null ? texts.ahead : texts.drawn, { place: digits(place), ahead: digits(ahead) }));
    } else if (stage !== before.stage) {
      aloud(headline().join(". "));
    } else if ([100, 10].some((mark) => before.ahead > mark && ahead !== null && ahead <= mark)) {
      aloud(fill(texts.ahead, { ahead: digits(ahead) }));
    }
  }

  async function look() {
    if (looking) return;
    looking = true;
    clearTimeout(timer);
    let pause = 10000;
    try {
      const now = await ask("/now");
      if (now.state === "off" || now.opens_at !== facts.opens || (now.draw?.number ?? null) !== facts.draw) return reload();
      const before = { stage, place, ahead, turn };
      stage = stageOf(now);
      // Joining has opened or was postponed: the reloaded page adds or removes the button.
      if (!joined && (before.stage === "planned") !== (stage === "planned")) return reload();
      if (place !== null) ahead = Math.max(0, place - 1 - now.serving);
      isOver = now.state === "over";
      if (isOver) turn = false;
      const isDrawn = now.draw ? Boolean(now.draw.value) : !["gathering", "sealed", "paused"].includes(now.state);
      const asks = place === null ? isDrawn : turn || ahead === 0;
      looks += 1;
      if (joined && !isOver && (asks || looks % LOOKS_BETWEEN_STANDINGS === 2)) await stand();
      eta = etaBy(now.rate);
      keepClosing(now.draw);
      show(now);
      tell(before);
      const isNear = joined && (turn || (ahead !== null && (ahead < 500 || (eta && eta[0] < 120))));
      pause = isNear ? now.again_ms / 4 : now.again_ms;
      failures = 0;
      hide("offline", true);
    } catch (error) {
      failures += 1;
      pause = Math.min(10000 * failures, 60000);
      // A busy server responds. No response at all means no connection.
      hide("offline", error.name === "Error");
    } finally {
      looking = false;
      timer = setTimeout(look, pause * (0.7 + 0.6 * Math.random()));
    }
  }

  // Takes the turn. A repeated request returns the same pass and the same seats.
  const enter = part("enter");
  const wish = ["quantity", "price_level"].map((name) => enter?.elements[name]).filter(Boolean);
  let taking = false;
  let again;

  async function take() {
    if (taking) return;
    taking = true;
    clearTimeout(again);
    let pause = 5;
    try {
      const [quantity, level] = wish.map((field) => Number(field.value));
      const body = JSON.stringify({ wish: quantity ? [{ quantity, price_level: level || undefined }] : [] });
      const headers = { accept, "content-type": accept };
      const answer = await fetch(api, { method: "POST", headers, body, signal: AbortSignal.timeout(15000) });
      const told = await answer.json().catch(() => ({}));
      if (answer.ok) {
        if (told.booking) return location.assign(facts.checkout + told.booking.id);
        // The turn was already taken and its pass has ended: the fan has a new place.
        if (told.state !== "admitted") return location.reload();
        // Submitting the form leads to the hall, with the reason why nothing is held.
        if (told.failed) return enter.submit();
        return location.assign(facts.address);
      }
      if (told.code !== "line_full") return enter.submit();
      pause = told.retry_after ?? 2;
      say(texts.full, true);
    } catch {
      say(texts.offline, true);
    }
    taking = false;
    again = setTimeout(take, 1000 * pause);
  }

  enter?.addEventListener("submit", (event) => {
    event.preventDefault();
    take();
  });
  for (const field of wish) {
    field.value = keep(field.name) ?? field.value;
    // The stored price level no longer exists.
    if (field.selectedIndex < 0) field.selectedIndex = 0;
    field.addEventListener("change", () => keep(field.name, field.value));
  }

  part("tell")?.addEventListener("click", () => {
    const words = { ahead: digits(ahead ?? 0), place: digits(place ?? 0), time: wait() };
    say(turn ? headline().join(". ") : ahead === null ? texts.waiting : fill(ahead ? texts.said : texts.saidNext, words), false, turn);
  });

  // Some browsers have notifications, but refuse to show them for a page.
  function notify(text) {
    try {
      new Notification(text, { tag: `line-${facts.event}` }).onclick = () => focus();
      return true;
    } catch {
      return false;
    }
  }

  const wants = part("notify");
  if (wants && "Notification" in globalThis) {
    const { permission } = Notification;
    // The button is also for a fan who turned notifications on earlier, and whose permission was reset.
    wants.hidden = permission === "denied" || (permission === "granted" && keep("notify") === "1");
    wants.addEventListener("click", async () => {
      const isOn = (await Notification.requestPermission()) === "granted" && notify(texts.notifyOn);
      keep("notify", isOn ? "1" : "0");
      // Move the focus before its button disappears.
      part("tell").focus();
      wants.hidden = true;
      say(isOn ? texts.notifyOn : texts.notifyOff);
    });
  }

  addEventListener("offline", () => hide("offline", false));
  addEventListener("online", look);
  addEventListener("pageshow", (event) => event.persisted && location.reload());
  document.addEventListener("visibilitychange", () => document.hidden || look());
  if (turn) document.title = texts.title;
  look();
})();
