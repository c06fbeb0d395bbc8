// Drags the map, keeps it pressed, and compares its visible pixels: all canvases of the map combined.

import type { Page } from '@playwright/test';
import { picture } from './map.ts';

declare global {
  interface Window {
    drag: {
      /** While true, the pointer moves back and forth by a pixel, so that the map does not come to rest. */
      going: boolean;
      ended: Promise<void>;
      seen: () => Uint8ClampedArray;
      /** The visible pixels at the moment of release. */
      before?: Uint8ClampedArray;
      bare: () => number;
    };
  }
}

/** Presses the middle of the map, drags it to the left by this many pixels, and keeps it pressed. */
export async function dragLeft(page: Page, px: number): Promise<void> {
  await picture(page).evaluate(async (box: HTMLElement, px) => {
    const frame = () => new Promise(requestAnimationFrame);
    const { left, top, width, height } = box.getBoundingClientRect();
    const at = { x: left + width / 2, y: top + height / 2 };
    const pointer = (name: string, buttons: number) =>
      box.dispatchEvent(
        new PointerEvent(name, { pointerId: 1, isPrimary: true, button: 0, buttons, clientX: at.x, clientY: at.y, bubbles: true, cancelable: true }),
      );
    /** The visible canvases and their positions, which are whole pixels. */
    const pictures = () =>
      [...box.querySelectorAll<HTMLCanvasElement>('.seat-map__stage canvas')]
        .filter((canvas) => getComputedStyle(canvas).visibility === 'visible')
        .map((canvas) => ({ canvas, rect: canvas.getBoundingClientRect() }));
    const seen = () => {
      const copy = Object.assign(document.createElement('canvas'), { width: box.clientWidth, height: box.clientHeight });
      const ink = copy.getContext('2d')!;
      const { left, top } = box.getBoundingClientRect();
      for (const { canvas, rect } of pictures()) {
        const [x, y] = [Math.round(rect.x - left), Math.round(rect.y - top)];
        // A patch replaces the pixels of the viewport tile below it.
        if (canvas.matches('.seat-map__patch')) ink.clearRect(x, y, canvas.width, canvas.height);
        ink.drawImage(canvas, x, y);
      }
      return ink.getImageData(0, 0, copy.width, copy.height).data;
    };
    /** Counts the points of a 20 × 20 grid over the map that no canvas covers. */
    const bare = () => {
      const { left, top, width, height } = box.getBoundingClientRect();
      const rects = pictures().map(({ rect }) => rect);
      let bare = 0;
      for (let at = 0; at < 400; at += 1) {
        const [x, y] = [left + ((at % 20) + 0.5) * (width / 20), top + (Math.floor(at / 20) + 0.5) * (height / 20)];
        bare += Number(!rects.some((rect) => x >= rect.left && x <= rect.right && y >= rect.top && y <= rect.bottom));
      }
      return bare;
    };
    pointer('pointerdown', 1);
    for (let gone = 0; gone < px; gone += 12) {
      at.x -= 12;
      pointer('pointermove', 1);
      await frame();
    }
    const hold = async () => {
      while (window.drag.going) {
        for (const step of [1, -1]) {
          at.x += step;
          pointer('pointermove', 1);
          await frame();
        }
      }
      pointer('pointerup', 0);
    };
    window.drag = { going: true, ended: Promise.resolve(), seen, bare };
    window.drag.ended = hold();
  }, px);
}

/** How many of 400 points of the map no canvas covers. */
export const bare = (page: Page): Promise<number> => page.evaluate(() => window.drag.bare());

/** The number of visible tiles around the viewport tile. */
export const tiles = (page: Page): Promise<number> =>
  picture(page).evaluate((box) => [...box.querySelectorAll<HTMLElement>('.seat-map__tile')].filter(({ style }) => style.visibility === 'visible').length);

/** The brightness of a pixel of the map, 0 to 765. */
export const light = (page: Page, { x, y }: { x: number; y: number }): Promise<number> =>
  picture(page).evaluate((box: HTMLElement, { x, y }) => {
    const first = (Math.round(y) * box.clientWidth + Math.round(x)) * 4;
    const [red, green, blue, opaque] = window.drag.seen().slice(first, first + 4);
    return ((red! + green! + blue!) * opaque!) / 255;
  }, { x, y });

/** Releases the map, and stores the pixels that are visible at this moment. */
export async function letGo(page: Page): Promise<void> {
  await page.evaluate(async () => {
    window.drag.going = false;
    await window.drag.ended;
    window.drag.before = window.drag.seen();
  });
}

/** The number of pixels that have changed since the release. */
export const changed = (page: Page): Promise<number> =>
  page.evaluate(() => {
    const [now, before] = [window.drag.seen(), window.drag.before!];
    let changed = 0;
    for (let at = 0; at < now.length; at += 4) changed += Number([0, 1, 2, 3].some((part) => Math.abs(now[at + part]! - before[at + part]!) > 24));
    return changed;
  });
