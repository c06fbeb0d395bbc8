// Simulates what can happen to a page while a buyer uses it: the page is hidden, its clock is wrong, a translator changes it.

import type { BrowserWindow } from './window.ts';

/** Simulates that a page goes behind another one, or comes to the front again. */
export const putAside = (window: BrowserWindow, aside: boolean): Promise<void> =>
  window.evaluate((aside) => {
    Object.defineProperty(document, 'hidden', { configurable: true, get: () => aside });
    document.dispatchEvent(new Event('visibilitychange', { bubbles: true }));
  }, aside);

/** Simulates that a page is hidden and shown again. */
export async function comeBack(window: BrowserWindow): Promise<void> {
  await putAside(window, true);
  await putAside(window, false);
}

/** Sets the page's clock ahead by this many milliseconds. */
export const putClockAhead = (window: BrowserWindow, ms: number): Promise<void> =>
  window.evaluate((ms) => {
    const real = performance.now.bind(performance);
    performance.now = () => real() + ms;
  }, ms);

/** Stops the page's clock, as the sleep of a laptop does in some browsers. */
export const stopClock = (window: BrowserWindow): Promise<void> =>
  window.evaluate(() => {
    const stopped = performance.now();
    performance.now = () => stopped;
  }, null);

/** Changes a part of the page as a browser's translator does: it wraps each text node in an element. */
export const translate = (window: BrowserWindow, selector: string): Promise<void> =>
  window.evaluate((selector) => {
    const part = document.querySelector(selector);
    if (!part) throw new Error(`There is no ${selector} to translate.`);
    const walker = document.createTreeWalker(part, NodeFilter.SHOW_TEXT, (node) =>
      node.parentElement!.closest('[translate="no"]') ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT,
    );
    const texts: Text[] = [];
    while (walker.nextNode()) texts.push(walker.currentNode as Text);
    for (const text of texts) {
      const font = Object.assign(document.createElement('font'), { textContent: text.data });
      text.replaceWith(font);
    }
  }, selector);
