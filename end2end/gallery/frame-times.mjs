// node gallery/frame-times.mjs --dist FOLDER [--seats 1000,50000] [--json FILE] [--throttle 4] [--quick] [--shots FOLDER]: measures how the
// seat map moves in the gallery that trunk built into FOLDER, compared with a plain SVG of the same seats, and how it applies 20 changes a
// second on a phone, with a throttled CPU. For movement, the browser does not wait for the screen's clock, so an animation frame with
// movement takes the time of its work, not a sixtieth of a second. The baseline is the minimum of this browser on this machine: an image of
// the map's size that only a style moves and scales.

import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { chromium } from '@playwright/test';
import { serveFolder } from './serve-folder.mjs';

const { values: options } = parseArgs({
  options: {
    dist: { type: 'string' },
    seats: { type: 'string', default: '1000,10000,50000,100000' },
    throttle: { type: 'string', default: '4' },
    json: { type: 'string' },
    shots: { type: 'string' },
    quick: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});
if (options.help || !options.dist) {
  console.log('frame-times --dist FOLDER [--seats 1000,50000] [--throttle 4] [--json FILE] [--shots FOLDER] [--quick]');
  process.exit(options.help ? 0 : 2);
}
const sizes = (options.quick ? '50000' : options.seats).split(',').map(Number);
const seconds = options.quick ? 2 : 4;
const throttle = Number(options.throttle);

const site = await serveFolder(options.dist);
const executablePath = process.env.CHROMIUM
  ?? execFileSync('sh', ['-c', 'command -v chromium || command -v chromium-browser || command -v google-chrome'], { encoding: 'utf8' }).trim();
const args = ['--no-sandbox', '--disable-gpu', '--no-first-run'];
const browser = await chromium.launch({ executablePath, args: [...args, '--disable-frame-rate-limit', '--disable-gpu-vsync'] });

const rows = [];
let changes;
try {
  changes = await underChanges();
  console.error('  changes: done');
  for (const seats of sizes) {
    for (const kind of ['canvas', 'svg']) {
      rows.push(await measure(seats, kind));
      if (kind === 'canvas') rows.push(await bare(seats, rows.at(-1).picture));
      console.error(`  ${kind}, ${seats} seats: done`);
    }
  }
} finally {
  await browser.close();
  site.close();
}
print(rows, changes);
if (options.json) writeFileSync(options.json, `${JSON.stringify({ throttle, rows, changes }, null, 2)}\n`);

/**
 * A hall on sale, on a phone: 20 changes a second among the 1,229 seats of Sibelius Hall, synchronised with the screen. Measures how long the
 * animation frames take, and how much of the time the main thread is busy.
 */
async function underChanges() {
  const phone = await chromium.launch({ executablePath, args });
  try {
    const context = await phone.newContext({ viewport: { width: 390, height: 844 }, deviceScaleFactor: 3, hasTouch: true });
    const page = await context.newPage();
    await page.addInitScript(watch);
    await page.goto(`${site.address}/?alone=1&hall=sibelius&changes=1&every=50`);
    await page.waitForFunction(() => performance.getEntriesByName('frontrow:drawn').length > 0, null, { timeout: 120_000 });
    await page.evaluate(() => document.querySelector('.seat-map__box').scrollIntoView({ block: 'center' }));
    const cdp = await context.newCDPSession(page);
    await cdp.send('Performance.enable');
    await cdp.send('Emulation.setCPUThrottlingRate', { rate: throttle });
    // Skip the work that the map does once after its first drawing.
    await page.evaluate(() => window.watched.ticks(1));
    const busy = async () => {
      const { metrics } = await cdp.send('Performance.getMetrics');
      const of = (name) => metrics.find((metric) => metric.name === name).value;
      return { task: of('TaskDuration'), at: of('Timestamp') };
    };
    const before = await busy();
    // Measures so long that patches do not suffice, so that the map also presents whole layers again.
    const { frames, changes } = await page.evaluate((seconds) => window.watched.ticks(seconds), options.quick ? 5 : 10);
    const after = await busy();
    const wall = after.at - before.at;
    return { seats: 1229, frames, changes_a_second: changes / wall, main_thread: (after.task - before.task) / wall };
  } finally {
    await phone.close();
  }
}

/** Measures one hall with one kind of drawing: the time until it is visible, dragging, zooming, and the cost of a frame with 500 changes. */
async function measure(seats, kind) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  await page.addInitScript(watch);
  const svg = kind === 'svg' ? '&svg=1' : '';
  const cdp = await context.newCDPSession(page);

  // Measures at full CPU speed the time from the arrival of the plan until the hall is visible.
  await page.goto(`${site.address}/?alone=1&seats=${seats}&every=0${svg}`);
  await page.waitForFunction(() => performance.getEntriesByName('frontrow:drawn').length > 0, null, { timeout: 120_000 });
  const seen_ms = await page.evaluate(() => window.watched.between('frontrow:plan', 'frontrow:drawn'));
  const scene_ms = await page.evaluate(() => window.watched.took('frontrow:scene').at(-1) ?? null);

  // Measures dragging and zooming with a throttled CPU, at a zoom level that shows seats, and without changes.
  await cdp.send('Emulation.setCPUThrottlingRate', { rate: throttle });
  await page.evaluate(() => window.watched.comeCloser());
  if (options.shots && kind === 'canvas') {
    mkdirSync(options.shots, { recursive: true });
    await page.waitForTimeout(1500);
    await page.screenshot({ path: join(options.shots, `${seats}.png`) });
  }
  const picture = await page.evaluate(() => window.watched.picture());
  const pan = await page.evaluate((seconds) => window.watched.pan(seconds), seconds);
  const zoom = await page.evaluate((seconds) => window.watched.zoom(seconds), seconds);

  // Measures the cost of a frame with 500 changes, first at full CPU speed, then throttled.
  const frames = {};
  if (kind === 'canvas') {
    for (const rate of [1, throttle]) {
      await cdp.send('Emulation.setCPUThrottlingRate', { rate: 1 });
      await page.goto(`${site.address}/?alone=1&seats=${seats}&changes=500&every=250`);
      await page.waitForFunction(() => performance.getEntriesByName('frontrow:drawn').length > 0);
      await page.evaluate(() => window.watched.comeCloser());
      await cdp.send('Emulation.setCPUThrottlingRate', { rate });
      frames[rate] = await page.evaluate((seconds) => window.watched.traffic(seconds), seconds);
    }
  }
  await context.close();
  return { seats, kind, picture, scene_ms, seen_ms, pan, zoom, frame_ms: frames[1] ?? null, frame_throttled_ms: frames[throttle] ?? null };
}

/** The baseline: an image as large as the map's viewport tile, in a frame of the same size, which a style moves and scales as the map moves. */
async function bare(seats, { frame, size: [width, height] }) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  await page.setContent(`<style>body { margin: 0; background: #111 }
    div { position: absolute; contain: strict; overflow: clip; width: ${frame[0]}px; height: ${frame[1]}px }
    canvas { position: absolute; inset: 0; transform-origin: 0 0; will-change: transform }</style>
    <div><canvas width="${width}" height="${height}"></canvas></div>`);
  await page.evaluate(() => {
    const canvas = document.querySelector('canvas');
    const table = new OffscreenCanvas(canvas.width, canvas.height);
    const ink = table.getContext('2d');
    ink.fillStyle = '#4bc8d5';
    for (let at = 0; at < 5000; at += 1) ink.fillRect((at * 37) % canvas.width, (at * 91) % canvas.height, 9, 9);
    canvas.getContext('bitmaprenderer').transferFromImageBitmap(table.transferToImageBitmap());
  });
  await page.evaluate(watch);
  const cdp = await context.newCDPSession(page);
  await cdp.send('Emulation.setCPUThrottlingRate', { rate: throttle });
  const moved = (how) => page.evaluate(([how, seconds]) => window.watched.moved(how, seconds), [how, seconds]);
  const [pan, zoom] = [await moved('pan'), await moved('zoom')];
  await context.close();
  return { seats, kind: 'bare picture', scene_ms: null, seen_ms: null, pan, zoom, frame_ms: null, frame_throttled_ms: null };
}

/** Adds `window.watched`, which measures. Runs in the page before its scripts. */
function watch() {
  const measures = new Map();
  const long = [];
  new PerformanceObserver((list) => {
    for (const { name, duration } of list.getEntries()) measures.set(name, [...(measures.get(name) ?? []), duration]);
  }).observe({ type: 'measure', buffered: true });
  new PerformanceObserver((list) => long.push(...list.getEntries().map(({ duration }) => duration))).observe({ type: 'longtask' });
  const frame = () => new Promise(requestAnimationFrame);
  const share = (sorted, part) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0;
  const summary = (numbers) => {
    const sorted = [...numbers].sort((a, b) => a - b);
    return { count: sorted.length, p50: share(sorted, 0.5), p95: share(sorted, 0.95), max: sorted.at(-1) ?? 0 };
  };
  const box = () => document.querySelector('.seat-map__box');
  const middle = () => {
    const { left, top, width, height } = box().getBoundingClientRect();
    return { x: left + width / 2, y: top + height / 2 };
  };
  let last = { x: 0, y: 0 };
  const pointer = (type, x, y) => {
    const moved = { movementX: Math.round(x - last.x), movementY: Math.round(y - last.y) };
    last = { x: last.x + moved.movementX, y: last.y + moved.movementY };
    const buttons = type === 'pointerup' ? 0 : 1;
    box().dispatchEvent(new PointerEvent(type, { clientX: x, clientY: y, ...moved, buttons, pointerId: 1, pointerType: 'mouse', bubbles: true }));
  };
  const wheel = (deltaY, { x, y } = middle()) => {
    box().dispatchEvent(new WheelEvent('wheel', { clientX: x, clientY: y, deltaY, ctrlKey: true, bubbles: true, cancelable: true }));
  };
  /** The elements that move, by their style or their viewBox. */
  const moved = () => [...document.querySelectorAll('canvas, svg')].filter((picture) => !picture.parentElement.closest('svg'));
  const where = (pictures) => pictures.map((picture) => picture.parentElement.style.transform + picture.style.transform + picture.getAttribute('viewBox')).join();
  /**
   * Runs `step` in each animation frame for this many seconds, and returns the times of the animation frames with movement. After an
   * animation frame without movement (at the edge of the hall, for example) the browser waits for the screen's clock, so these are only
   * counted.
   */
  const recorded = async (seconds, step) => {
    const deltas = [];
    const pictures = moved();
    let [has_moved, shown, still] = [false, where(pictures), 0];
    long.length = 0;
    const start = await frame();
    let before = start;
    for (;;) {
      step((before - start) / 1000);
      const now = await frame();
      if (has_moved) deltas.push(now - before);
      else still += 1;
      const seen = where(pictures);
      [has_moved, shown, before] = [seen !== shown, seen, now];
      if (now - start > seconds * 1000) break;
    }
    return { ...summary(deltas), still, long: long.length };
  };
  const rest = async () => {
    for (let still = 0; still < 5;) {
      await frame();
      const map = document.querySelector('[data-testid="seat-map"]');
      still = !map || map.hasAttribute('data-still') ? still + 1 : 0;
    }
  };
  window.watched = {
    between: (from, to) => performance.getEntriesByName(to)[0].startTime - performance.getEntriesByName(from)[0].startTime,
    took: (name) => measures.get(name) ?? [],
    /** Zooms in until individual seats are visible. */
    async comeCloser() {
      for (let step = 0; step < 12; step += 1) {
        const map = document.querySelector('[data-testid="seat-map"]');
        if (map ? map.dataset.zoom !== 'far' && step > 5 : step > 5) break;
        // Zoom towards the seats below the middle, not towards the stage.
        const { x, y } = middle();
        wheel(-49, { x, y: y + box().clientHeight * 0.3 });
        await rest();
      }
      await rest();
    },
    /** Drags back and forth at 1,000 pixels a second, which is fast. */
    async pan(seconds) {
      const { x, y } = middle();
      last = { x, y };
      pointer('pointerdown', x, y);
      const result = await recorded(seconds, (time) => {
        const way = 700 - Math.abs(((time * 1000) % 2800) - 1400);
        pointer('pointermove', x + way, y + way / 4);
      });
      pointer('pointerup', last.x, last.y);
      await rest();
      return result;
    },
    /** Zooms in and out, by a factor of two within a second. */
    async zoom(seconds) {
      let reached = 0;
      // Measured once, because a measurement in each animation frame would force a layout.
      const at = middle();
      const result = await recorded(seconds, (time) => {
        const wanted = 170 * Math.sin(time * Math.PI);
        wheel(reached - wanted, at);
        reached = wanted;
      });
      await rest();
      return result;
    },
    /** The size of the map and of its visible canvas. */
    picture() {
      const sheet = [...document.querySelectorAll('.seat-map__sheet')].find(({ style }) => style.visibility === 'visible');
      return { frame: [box().clientWidth, box().clientHeight], size: sheet ? [sheet.width, sheet.height] : null };
    },
    /** Moves or scales the canvas by its style. It always covers nearly the whole frame. */
    async moved(how, seconds) {
      const picture = document.querySelector('canvas');
      const { clientWidth: wide, clientHeight: high } = picture.parentElement;
      const at = (x, y, factor) => `translate(${x.toFixed(3)}px, ${y.toFixed(3)}px) scale(${factor.toFixed(5)})`;
      return recorded(seconds, (time) => {
        const way = Math.abs(((time * 1000) % 2800) - 1400) % (picture.width - wide);
        const factor = 2 ** Math.sin(time * Math.PI);
        const [left, top] = [wide / 2 - (picture.width / 2) * factor, high / 2 - (picture.height / 2) * factor];
        picture.style.transform = how === 'pan' ? at(Math.round(-way), Math.round(-way / 4), 1) : at(left, top, factor);
      });
    },
    /** Measures all animation frames, with or without movement, and counts the changes that the map has applied. */
    async ticks(seconds) {
      const version = () => Number(document.querySelector('[data-testid="seat-map"]').dataset.version);
      const [deltas, start, first] = [[], await frame(), version()];
      for (let before = start; before - start < seconds * 1000;) {
        const now = await frame();
        deltas.push(now - before);
        before = now;
      }
      return { frames: summary(deltas), changes: version() - first };
    },
    async traffic(seconds) {
      measures.delete('frontrow:frame');
      for (const start = await frame(); (await frame()) - start < seconds * 1000;);
      return summary(measures.get('frontrow:frame') ?? []);
    },
  };
}

function print(rows, { seats, frames, changes_a_second, main_thread }) {
  const ms = (number) => (number === null || number === undefined ? '–' : number.toFixed(1));
  const table = rows.map((row) => ({
    seats: row.seats,
    'drawn as': row.kind,
    'laid out': ms(row.scene_ms),
    'plan to picture': ms(row.seen_ms),
    'pan p50': ms(row.pan.p50),
    'pan p95': ms(row.pan.p95),
    'zoom p50': ms(row.zoom.p50),
    'zoom p95': ms(row.zoom.p95),
    'still frames': row.pan.still + row.zoom.still,
    'long tasks': row.pan.long + row.zoom.long,
    '500 changes p95': ms(row.frame_ms?.p95),
    'throttled': ms(row.frame_throttled_ms?.p95),
  }));
  console.log(`The seat map, times in ms; moving and zooming with the processor ${throttle} times slower`);
  console.table(table);
  for (const seats of new Set(rows.map((row) => row.seats))) {
    const of = (kind) => rows.find((row) => row.seats === seats && row.kind === kind);
    const times = (what) => (of('svg')[what].p95 / of('canvas')[what].p95).toFixed(1);
    const least = (what) => (of('canvas')[what].p95 / of('bare picture')[what].p95).toFixed(1);
    console.log(`${seats} seats: the canvas moves ${times('pan')} times and zooms ${times('zoom')} times faster than the SVG (p95);`
      + ` it takes ${least('pan')} times and ${least('zoom')} times what a bare picture takes`);
  }
  console.log(`${seats} seats on a phone, ${changes_a_second.toFixed(0)} changes a second: animation frames p50 ${ms(frames.p50)}, p95 ${ms(frames.p95)}`
    + ` (aim: 17.0), longest ${ms(frames.max)}; the main thread is busy for ${(main_thread * 100).toFixed(0)} % of the time (aim: 30)`);
}
