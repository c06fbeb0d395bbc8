// API calls for the tests.

import { randomUUID } from 'node:crypto';
import { test, type APIRequestContext, type APIResponse } from '@playwright/test';

export const CARD = {
  accepted: '4242 4242 4242 4242',
  declined: '4000 0000 0000 0002',
  /** Accepted after three seconds. */
  slow: '4000 0000 0000 3220',
};

export interface Money {
  amount: number;
  currency: string;
}

export type SaleStatus = 'not_yet' | 'on_sale' | 'sold_out' | 'ended' | 'cancelled';

export interface EventSummary {
  id: number;
  slug: string;
  title: string;
  category: string;
  starts_at: string;
  timezone: string;
  on_sale_at: string;
  sale_status: SaleStatus;
  seats_available: number;
  venue: { id: number; name: string };
  performers: { id: number; name: string }[];
}

export interface Seat {
  seat: number;
  section: string;
  row: string;
  number: string;
  accessible?: boolean;
  companion?: boolean;
  note?: string;
  price_level: number;
  status: 'available' | 'held' | 'sold' | 'blocked';
}

export interface Booking {
  id: string;
  number?: string;
  event_id: number;
  status: string;
  payment_url: string;
  seats: { seat: number }[];
  total: Money;
}

async function json<T>(answer: APIResponse): Promise<T> {
  if (!answer.ok()) throw new Error(`${answer.url()} answered ${answer.status()}: ${await answer.text()}`);
  return (await answer.json()) as T;
}

/** Every event of the season, page by page. */
export async function allEvents(request: APIRequestContext): Promise<EventSummary[]> {
  const events: EventSummary[] = [];
  let cursor: string | null = null;
  do {
    const query: string = cursor ? `&cursor=${encodeURIComponent(cursor)}` : '';
    const page: { events: EventSummary[]; next_cursor: string | null } = await json(
      await request.get(`/api/v1/events?limit=100${query}`),
    );
    events.push(...page.events);
    cursor = page.next_cursor;
  } while (cursor);
  return events;
}

/** The first event with this status. */
export async function eventOf(request: APIRequestContext, status: SaleStatus): Promise<EventSummary> {
  const event = (await allEvents(request)).find((event) => event.sale_status === status);
  if (!event) throw new Error(`The demo season has no event that is ${status}.`);
  return event;
}

/** The capacity above which a plan first shows only its sections. */
const DRAWN_WHOLE = 3000;

/** Caches of what does not change during a run. Each worker has its own. */
const holdTimes = new Map<number, number>();
let capacities: Map<number, number> | undefined;

async function holdSeconds(request: APIRequestContext, { id }: EventSummary): Promise<number> {
  const known = holdTimes.get(id);
  if (known !== undefined) return known;
  const page: { event: { hold_seconds: number } } = await json(await request.get(`/api/v1/events/${id}`));
  holdTimes.set(id, page.event.hold_seconds);
  return page.event.hold_seconds;
}

/** Whether a hall first shows only its sections. Venues that tests import later are missing from the cache; they are small. */
async function isLarge(request: APIRequestContext): Promise<(event: EventSummary) => boolean> {
  if (!capacities) {
    const answer: { venues: { id: number; capacity: number }[] } = await json(await request.get('/api/v1/venues'));
    capacities = new Map(answer.venues.map(({ id, capacity }) => [id, capacity]));
  }
  const known = capacities;
  return ({ venue }) => (known.get(venue.id) ?? 0) > DRAWN_WHOLE;
}

/** The events reserved for this worker, so that concurrent tests use different events. */
function ofThisWorker(events: EventSummary[]): EventSummary[] {
  const { parallelIndex, config } = test.info();
  const own = events.filter(({ id }) => id % config.workers === parallelIndex);
  if (own.length === 0) throw new Error(`The demo season has ${events.length} such events, too few for ${config.workers} workers.`);
  return own;
}

/** A random event on sale with many available seats, in a hall whose map draws all seats from the start. */
export async function eventOnSale(request: APIRequestContext): Promise<EventSummary> {
  const large = await isLarge(request);
  const events = (await allEvents(request)).filter(
    (event) => event.sale_status === 'on_sale' && !large(event) && event.seats_available > 250,
  );
  // One event of the season has holds of only a minute, which would end in the middle of a test.
  for (const event of ofThisWorker(events).sort(() => Math.random() - 0.5)) {
    if ((await holdSeconds(request, event)) >= 180) return event;
  }
  throw new Error('The demo season has no event on sale with plenty of free seats in a small hall.');
}

/** An event on sale in a hall whose map starts with sections. */
export async function largeEventOnSale(request: APIRequestContext): Promise<EventSummary> {
  const large = await isLarge(request);
  const events = (await allEvents(request)).filter(
    (event) => event.sale_status === 'on_sale' && large(event) && event.seats_available > 1000,
  );
  return ofThisWorker(events)[0]!;
}

export interface Area {
  area: string;
  name: string;
  available: number;
}

/** An event on sale with seats and a standing area, and an area with many available spots. */
export async function standingEvent(request: APIRequestContext): Promise<{ event: EventSummary; area: Area }> {
  for (const event of await allEvents(request)) {
    if (event.sale_status !== 'on_sale' || event.seats_available < 200) continue;
    const view: { seats: Seat[]; areas: Area[] } = await json(await request.get(`/api/v1/events/${event.id}/seats`));
    const area = view.areas.find(({ available }) => available > 50);
    if (area && view.seats.filter(({ status }) => status === 'available').length > 50) return { event, area };
  }
  throw new Error('The demo season has no event on sale with free standing room.');
}

export async function seatsOf(request: APIRequestContext, event: number): Promise<Seat[]> {
  const view: { seats: Seat[] } = await json(await request.get(`/api/v1/events/${event}/seats`));
  return view.seats;
}

/** `count` available seats side by side, at a random position in the hall so that concurrent tests rarely collide. */
export async function freeSeats(request: APIRequestContext, event: number, count: number): Promise<Seat[]> {
  const seats = await seatsOf(request, event);
  const runs: Seat[][] = [];
  for (let at = 0; at + count <= seats.length; at++) {
    const run = seats.slice(at, at + count);
    const [first] = run;
    if (run.every((seat) => seat.status === 'available' && seat.section === first!.section && seat.row === first!.row)) {
      runs.push(run);
    }
  }
  const run = runs[Math.floor(Math.random() * runs.length)];
  if (!run) throw new Error(`Event ${event} has no ${count} free seats side by side.`);
  return run;
}

export function hold(request: APIRequestContext, event: number, body: object): Promise<APIResponse> {
  return request.post(`/api/v1/events/${event}/bookings`, { headers: { 'Idempotency-Key': randomUUID() }, data: body });
}

/** Holds the best seats for the buyer with the cookies of `request`. */
export async function holdBest(request: APIRequestContext, event: number, quantity: number): Promise<Booking> {
  const { booking } = await json<{ booking: Booking }>(await hold(request, event, { best_available: { quantity } }));
  return booking;
}

export async function holdSeats(request: APIRequestContext, event: number, seats: number[]): Promise<Booking> {
  const { booking } = await json<{ booking: Booking }>(await hold(request, event, { seats }));
  return booking;
}

export async function pay(request: APIRequestContext, booking: Booking): Promise<Booking> {
  const { payment_token } = await json<{ payment_token: string }>(
    await request.post('/api/v1/sandbox/tokens', { data: { card: CARD.accepted } }),
  );
  const answer = await request.post(booking.payment_url, {
    headers: { 'Idempotency-Key': randomUUID() },
    data: { payment_token },
  });
  return (await json<{ booking: Booking }>(answer)).booking;
}

export async function release(request: APIRequestContext, booking: Booking | string): Promise<void> {
  const id = typeof booking === 'string' ? booking : booking.id;
  const answer = await request.delete(`/api/v1/bookings/${id}`);
  if (!answer.ok()) throw new Error(`Release answered ${answer.status()}: ${await answer.text()}`);
}

export async function bookingOf(request: APIRequestContext, id: string): Promise<Booking> {
  return (await json<{ booking: Booking }>(await request.get(`/api/v1/bookings/${id}`))).booking;
}
