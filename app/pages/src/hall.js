// Browser interfaces for the hall island: the live seats, the buyer's bookings, and messages to the other pages of this browser.
(function () {
  // A browser opens at most two streams, because over HTTP/1.1 it has six connections per server. Locks elect the leading pages: one per event, and
  // two in all may stream. A leader forwards its stream to the other pages of its event. A visible leader without a stream polls for snapshots.
  const STREAMS = 2;
  const PAUSE_MS = 3000;
  const channel = (name) => globalThis.BroadcastChannel && new BroadcastChannel(name);
  const wanting = channel("frontrow-streams");

  // Resolves to a function that releases the lock, or to undefined if it gets no lock.
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

  // Calls `hear` with the name and data of each message: `open`, `fail`, `aside` (a visible page needs the stream), and the events of the stream.
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
          // Forward first: `tell` may close this connection.
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

    // Polls until this page gets a stream.
    async function poll(before) {
      if (signal.aborted) return;
      const free = await takeStream();
      if (free) return keep(free), stream();
      // A hidden page does not poll. It gives up the lead, for a visible page of the event.
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

    // Takes a snapshot, then the messages of the leader. Applying a message twice is harmless.
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
      // Without locks or channels, pages cannot coordinate: each opens its own stream.
      if (!navigator.locks || !pages) return stream();
      // The page may have just closed its previous stream: its locks are released a moment later.
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

    // A page in the back/forward cache would keep the lead and stay silent. The page reloads when it is shown again (`alive.js`).
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

  // Messages about holds between the pages of this browser. `then` also gets an empty message when this page becomes visible again.
  const holds = channel("frontrow-holds");
  globalThis.tellPages = (text) => holds?.postMessage(text);
  globalThis.hearPages = (then) => {
    holds?.addEventListener("message", ({ data }) => then(data));
    document.addEventListener("visibilitychange", () => document.hidden || then(""));
  };
})();
