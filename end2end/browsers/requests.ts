// Sends requests from the page in a window, with the buyer's cookies, which WebDriver does not reveal.

import { randomUUID } from 'node:crypto';
import { expect, type APIRequestContext } from '@playwright/test';
import { holdBest, type Booking, type EventSummary } from '../support/api.ts';
import type { BrowserWindow } from './window.ts';

interface Answer {
  status: number;
  text: string;
}

interface Options {
  headers?: Record<string, string>;
  data?: unknown;
}

/** Wraps the page's `fetch` in the interface that support/api.ts needs: `get`, `post` and `delete`. */
export function requestsOf(window: BrowserWindow): APIRequestContext {
  const send = (method: string) => async (url: string, options: Options = {}) => {
    // Keep only the path: the page may have been loaded through a go-between.
    const { pathname, search } = new URL(url, 'http://shop');
    const body = options.data === undefined ? null : JSON.stringify(options.data);
    const headers = { ...options.headers, ...(body && { 'content-type': 'application/json' }) };
    const { status, text } = await fetched(window, { method, path: pathname + search, headers, body });
    return {
      url: () => url,
      ok: () => status >= 200 && status < 300,
      status: () => status,
      text: () => Promise.resolve(text),
      json: () => Promise.resolve(JSON.parse(text) as unknown),
    };
  };
  return { get: send('GET'), post: send('POST'), delete: send('DELETE') } as unknown as APIRequestContext;
}

/** Sends a request and polls for its response, because some drivers do not wait for promises of the page. */
async function fetched(window: BrowserWindow, asked: { method: string; path: string; headers: Record<string, string>; body: string | null }): Promise<Answer> {
  const name = `answer ${randomUUID()}`;
  await window.evaluate(
    ([name, { method, path, headers, body }]) => {
      // Use the page's window: Firefox gives each script a separate `globalThis`.
      const answers = document.defaultView as unknown as Record<string, Answer>;
      fetch(path, { method, headers, body }).then(
        async (answer) => (answers[name] = { status: answer.status, text: await answer.text() }),
        (problem) => (answers[name] = { status: 0, text: String(problem) }),
      );
    },
    [name, asked] as const,
  );
  let answer = null as Answer | null;
  await expect(async () => {
    answer = await window.evaluate((name) => (document.defaultView as unknown as Record<string, Answer>)[name] ?? null, name);
    expect(answer, `${asked.method} ${asked.path} has an answer`).not.toBeNull();
  }).toPass({ timeout: 20_000, intervals: [50] });
  return answer!;
}

/** Holds the best seats for the buyer in a window. `at` is the address of a go-between; by default the shop's. */
export async function holdFor(window: BrowserWindow, event: EventSummary, quantity: number, at = ''): Promise<Booking> {
  await window.open(`${at}/bookings`);
  return holdBest(requestsOf(window), event.id, quantity);
}

/** The bookings that the buyer in a window has for an event. */
export async function bookingsOf(window: BrowserWindow, event: EventSummary): Promise<Booking[]> {
  const { bookings } = (await (await requestsOf(window).get('/api/v1/bookings')).json()) as { bookings: Booking[] };
  return bookings.filter(({ event_id }) => event_id === event.id);
}
