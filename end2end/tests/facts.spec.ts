// All facts about a seat reach its ticket: from the tooltip on the map to the QR code. Runs in Chromium, Firefox and WebKit.

import type { APIRequestContext } from '@playwright/test';
import { bookingsOf, requestsOf } from '../browsers/requests.ts';
import { attribute, chooseFromList, enterHall, holdChosen, payAndSeeTickets, placeOnMap, textOf, untilText } from '../browsers/steps.ts';
import { expect, test } from '../browsers/test.ts';
import { allEvents, hold, pay, seatsOf, type Booking, type EventSummary, type Seat } from '../support/api.ts';
import { planOf } from '../support/map.ts';
import { operate } from '../support/program.ts';

/** Runs in Firefox and WebKit only with LONG=1. */
const LONG = { tag: ['@not-firefox', '@not-webkit'] };

const TICKET = '[data-testid="ticket"]';

/** The first available seat in a box without rows, with a restricted view of the stage. */
async function seatInABox(request: APIRequestContext): Promise<{ event: EventSummary; place: Seat; note: string }> {
  const events = (await allEvents(request)).filter(({ sale_status, venue }) => sale_status === 'on_sale' && venue.name === 'Sibelius Hall');
  for (const event of events.sort(() => Math.random() - 0.5)) {
    const place = (await seatsOf(request, event.id)).find(({ row, note, status }) => row === '' && note && status === 'available');
    if (place?.note) return { event, place, note: place.note };
  }
  throw new Error('Sibelius Hall has no free seat with a restricted view in a box.');
}

test('a restricted view in a box without rows appears on the map, in the list, in the basket, at the checkout and on the ticket', LONG, async ({
  newWindow,
  request,
}) => {
  const { event, place, note } = await seatInABox(request);
  const words = `${place.section}, seat ${place.number}`;
  const plan = await planOf(request, event);
  const window = await newWindow();
  await enterHall(window, event);
  await window.pointAt(await placeOnMap(window, plan, place.seat));
  for (const told of [words, '€', 'available', note]) await untilText(window, '.seat-map__tip', told);

  await chooseFromList(window, [place]);
  // A no-break space stands before each number.
  const labelOf = async (selector: string) => (await attribute(window, selector, 'aria-label'))?.replaceAll('\u00A0', ' ');
  const name = await labelOf(`[data-testid="seat-list"] [data-testid="seat"][data-seat="${place.seat}"]`);
  expect(name?.startsWith(`${words}, €`) && name.includes(`, ${note}, `), `${name}`).toBe(true);
  const inSight = (note: string) =>
    window.evaluate(
      (note) => [...document.querySelectorAll('.seat-list-note')].some((told) => told.textContent?.includes(note) && told.getClientRects().length > 0),
      note,
    );
  expect(await inSight(note), 'the list shows the note').toBe(true);
  for (const told of [words, note]) await untilText(window, '.basket-line', told);

  await holdChosen(window);
  for (const told of [words, note]) await untilText(window, '.seat-lines', told);
  const [booking] = (await bookingsOf(window, event)) as unknown as { seats: Seat[] }[];
  expect(booking!.seats[0]!.note, 'the API has the note too').toBe(note);

  await payAndSeeTickets(window, 1);
  for (const told of ['Sibelius Hall, ', 'Lahti', place.section, `Seat${place.number}`, 'Price€', note]) await untilText(window, TICKET, told);
  expect(await textOf(window, TICKET)).not.toContain('Area');
  const code = await labelOf(`${TICKET} [role="img"][aria-label^="QR code of the ticket for"]`);
  expect(code?.includes(`${words}, €`) && code.endsWith(`, ${note}`), `${code}`).toBe(true);
  const number = await textOf(window, '[data-testid="booking-number"]');
  expect(number).toMatch(/^Booking [0-9A-HJKMNP-TV-Z]{8}$/);
  expect(await operate('booking', number.slice(-8).toLowerCase()), 'the operator finds the booking by its number').toContain(words);
});

test('a ticket for a wheelchair place says so, and names the gate', LONG, async ({ newWindow, request }) => {
  const venues = (await (await request.get('/api/v1/venues')).json()) as { venues: { id: number; capacity: number }[] };
  const stadium = venues.venues.find(({ capacity }) => capacity > 40_000)!;
  const event = (await allEvents(request)).find(({ sale_status, venue }) => sale_status === 'on_sale' && venue.id === stadium.id)!;
  const window = await newWindow();
  await window.open('/bookings');
  const held = await hold(requestsOf(window), event.id, { best_available: { quantity: 1, accessible: true } });
  const { booking } = (await held.json()) as { booking: Booking };
  await window.open(`/checkout/${booking.id}`);
  await untilText(window, '.seat-lines', 'wheelchair place');
  const paid = await pay(requestsOf(window), booking);
  await window.open(`/bookings/${booking.id}`);
  await untilText(window, TICKET, 'wheelchair place');
  await untilText(window, TICKET, /EntranceGate \d/);
  await untilText(window, '[data-testid="booking-number"]', `Booking ${paid.number}`);
});
