// What the hall asks of the browser: the live seats, the buyer's bookings, and the other pages of this browser.
(function () {
  // A browser opens at most two streams, because over HTTP/1.1 it has six connections for each server. Locks choose the pages that lead: one
  // for each event, and two in all. A page that leads feeds the other pages of its event. A page in sight that has neither asks for the seats.
  const STREAMS = 2;
  const PAUSE_MS = 3000;
  const channel = (name) => globalThis.BroadcastChannel && new BroadcastChannel(name);
  const wanting = channel("frontrow-streams");

  // Resolves to the function that gives the lock back; to nothing, if another page has it.
  const take = (name, options) =>
    new Promise((taken) => {
      const hold = (lock) => lock && new Promise((free) => taken(free));
      navigator.locks.request(name, options, hold).then(() => taken(), () => taken());
    });

  async function takeStream() {
    for (let number = 0; number < STREAMS; number += 1) {
      const free = await take(`frontrow-stream-${number}`, { ifAvailable: true });
      if (free) return free;
    }
  }

  // Tells `hear` what comes: `open`, `fail`, `aside` (a page in sight wants the stream), and the events of the stream with their data.
  globalThis.openSeats = (event, since, hear) => {
    const path = `/api/v1/events/${event}/seats/`;
    const lead = `frontrow-seats-${event}`;
    const pages = channel(lead);
    const ended = new AbortController();
    const { signal } = ended;
    const kept = [];
    const tell = (name, data = "") => signal.aborted || hear(name, data);
    let source;
    let timer;

    const keep = (free) => (signal.aborted ? free?.() : free && kept.push(free));
    const aside = () => kept.length && document.hidden && tell("aside");
    wanting?.addEventListener("message", aside);

    function stream() {
      if (signal.aborted) return;
      if (pages) pages.onmessage = null;
      source = new EventSource(`${path}live${since && `?since=${since}`}`);
      source.onopen = () => tell("open");
      source.onerror = () => tell("fail");
      source.addEventListener("bye", ({ data }) => tell("bye", data));
      for (const name of ["snapshot", "seats", "beat"]) {
        source.addEventListener(name, ({ data }) => {
          // First: what is told may close this.
          pages?.postMessage([name, data]);
          tell(name, data);
        });
      }
    }

    async function snapshot() {
      const answer = await fetch(`${path}snapshot`, { signal });
      if (!answer.ok) throw new Error(answer.statusText);
      return answer.text();
    }

    // Until this page gets a stream.
    async function poll(before) {
      if (signal.aborted) return;
      const free = await takeStream();
      if (free) return keep(free), stream();
      // Out of sight this page asks for nothing. Another page of the event may be in sight, and leads then.
      if (document.hidden) return tell("aside");
      let now;
      try {
        now = await snapshot();
      } catch {
        return tell("fail");
      }
      if (signal.aborted) return;
      timer = setTimeout(poll, PAUSE_MS, now);
      const said = now === before ? ["beat"] : ["snapshot", now];
      pages.postMessage(said);
      tell("open");
      tell(...said);
    }

    // What the page that leads says comes after a snapshot of this page's own. What is told twice does no harm.
    async function follow() {
      let early = [];
      pages.onmessage = ({ data }) => (early ? early.push(data) : tell(...data));
      try {
        const now = await snapshot();
        tell("open");
        tell("snapshot", now);
        for (const said of early) tell(...said);
        early = undefined;
      } catch {
        tell("fail");
      }
    }

    async function begin() {
      // Without a lock, and where only one page can be known, each page has its own stream.
      if (!navigator.locks || !pages) return stream();
      // The page may have closed its stream just now: its locks are free a moment later.
      await null;
      let free = await take(lead, { ifAvailable: true });
      if (!free) {
        follow();
        wanting.postMessage("");
        free = await take(lead, { signal });
      }
      keep(free);
      if (signal.aborted || !free) return;
      const own = await takeStream();
      keep(own);
      if (own) return stream();
      wanting.postMessage("");
      poll();
    }

    function close() {
      ended.abort();
      source?.close();
      clearTimeout(timer);
      pages?.close();
      wanting?.removeEventListener("message", aside);
      removeEventListener("pagehide", close);
      for (const free of kept.splice(0)) free();
    }

    // A page that a browser keeps in memory would lead on, and say nothing. It is loaded again when it is shown (`alive.js`).
    addEventListener("pagehide", close);
    begin();
    return { close };
  };

  // The buyer's bookings of an event, as JSON.
  globalThis.ownBookings = async (event) => {
    const answer = await fetch("/api/v1/bookings", { cache: "no-store" });
    if (!answer.ok) throw new Error(answer.statusText);
    return JSON.stringify((await answer.json()).bookings.filter((booking) => booking.event_id === event));
  };

  // What the pages of this browser tell each other of holds. Nothing, when somebody comes back to this page.
  const holds = channel("frontrow-holds");
  globalThis.tellPages = (text) => holds?.postMessage(text);
  globalThis.hearPages = (then) => {
    holds?.addEventListener("message", ({ data }) => then(data));
    document.addEventListener("visibilitychange", () => document.hidden || then(""));
  };
})();
