// The button that joins a line with proof of work: finds the requested number in slices of 30 ms, so the page stays responsive. Without this script,
// the form joins without the work, and the entry counts as ten entries of its network address.
(() => {
  const form = document.querySelector('[data-line="join"]');
  const said = document.querySelector('[data-line="said"]');
  const { event, address, texts } = JSON.parse(document.getElementById("line-facts").textContent);
  // The longest slice of work, in ms.
  const A_PIECE = 30;
  const TRIES = 3;

  // SHA-256 of a single block, of which the first 32 bits suffice. The constants are fractional parts of roots of the first primes.
  const primes = [];
  for (let number = 2; primes.length < 64; number += 1) if (primes.every((prime) => number % prime)) primes.push(number);
  const fraction = (root) => (root * 2 ** 32) | 0;
  const rounds = Int32Array.from(primes, (prime) => fraction(prime ** (1 / 3)));
  const begin = primes.slice(0, 8).map((prime) => fraction(prime ** 0.5));
  const words = new Int32Array(64);
  const turn = (word, by) => (word >>> by) | (word << (32 - by));

  function hash() {
    for (let i = 16; i < 64; i += 1) {
      const [x, y] = [words[i - 15], words[i - 2]];
      const [low, high] = [turn(x, 7) ^ turn(x, 18) ^ (x >>> 3), turn(y, 17) ^ turn(y, 19) ^ (y >>> 10)];
      words[i] = words[i - 16] + low + words[i - 7] + high;
    }
    let [a, b, c, d, e, f, g, h] = begin;
    for (let i = 0; i < 64; i += 1) {
      const one = h + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + ((e & f) ^ (~e & g)) + rounds[i] + words[i];
      const two = (turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + ((a & b) ^ (a & c) ^ (b & c));
      [a, b, c, d, e, f, g, h] = [(one + two) | 0, a, b, c, (d + one) | 0, e, f, g];
    }
    return (begin[0] + a) | 0;
  }

  // Same as `EntryWork::is_done_by` in domain/src/waiting/work.rs: 16 bytes of the entry, 8 of the number, and the padding of a 24-byte message.
  async function solve({ entry, bits }) {
    for (let i = 0; i < 4; i += 1) words[i] = parseInt(entry.slice(8 * i, 8 * i + 8), 16);
    words[6] = 2 ** 31;
    words[15] = 8 * 24;
    let number = 0;
    for (;;) {
      const until = performance.now() + A_PIECE;
      while (performance.now() < until) {
        for (const last = number + 500; number < last; number += 1) {
          words[4] = number / 2 ** 32;
          words[5] = number;
          if (Math.clz32(hash()) >= bits) return number;
        }
      }
      await new Promise((resume) => setTimeout(resume));
    }
  }

  async function join() {
    const headers = { accept: "application/json", "content-type": "application/json" };
    let work;
    for (let tries = 0; tries < TRIES; tries += 1) {
      const signal = AbortSignal.timeout(15000);
      const answer = await fetch(`/api/v1/events/${event}/queue`, { method: "POST", headers, body: JSON.stringify({ work }), signal });
      const told = await answer.json().catch(() => ({}));
      if (answer.ok) return told.state === "admitted" ? location.assign(address) : location.reload();
      if (told.code !== "proof_of_work") break;
      work = await solve(told.work);
    }
    // The page that follows explains the refusal.
    form.submit();
  }

  let joining = false;
  form?.addEventListener("submit", async (pressed) => {
    pressed.preventDefault();
    if (joining) return;
    joining = true;
    said.textContent = texts.joining;
    await join().catch(() => {
      said.textContent = texts.offline;
      joining = false;
    });
  });
})();
