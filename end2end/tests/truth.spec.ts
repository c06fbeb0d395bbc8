// Pages show what the shop has said, and do not guess what only the shop can know. Runs in Chromium, Firefox and WebKit.

import { randomUUID } from 'node:crypto';
import { comeBack, putAside, putClockAhead, stopClock, translate } from '../browsers/circumstances.ts';
import { bookingsOf, holdFor, requestsOf } from '../browsers/requests.ts';
import {
  alive, chooseFromList, clickSeat, enterHall, holdChosen, payWith, textOf, turnToList, until, untilAddress, untilAttribute, untilCount,
  untilHidden, untilLink, untilStatus, untilText, untilThere,
} from '../browsers/steps.ts';
import { expect, test } from '../browsers/test.ts';
import type { BrowserWindow } from '../browsers/window.ts';
import { bookingOf, CARD, eventOnSale, freeSeats, holdBest, holdSeats, pay, release, seatsOf, type Booking, type Seat } from '../support/api.ts';
import { BARN_WITH_A_YARD, importEvent } from '../support/program.ts';

/** An hour in milliseconds, longer than every hold. */
const HOUR = 3_600_000;

/** Runs in Firefox and WebKit only with LONG=1. */
const LONG = { tag: ['@not-firefox', '@not-webkit'] };

const TOLD = '[data-testid="told"]';
const HOLD = '[data-testid="hold-button"]';
const PAY = '[data-testid="pay-button"]';
const COUNTDOWN = '[data-testid="countdown"]';
const HELD = `[data-testid="basket"] ${COUNTDOWN}`;
const FIND_TWO = '[data-testid="together"] button[aria-label="Find 2 seats together"]';

/** Texts that a page may show only after the shop has said so. */
const OVER = /hold has ended|nothing was charged/i;

/** The seconds on the countdown. */
async function shown(window: BrowserWindow): Promise<number> {
  const [minutes, seconds] = (await textOf(window, '[role="timer"]')).split(':').map(Number);
  return minutes! * 60 + seconds!;
}

/** The visible text of the page. */
const words = (window: BrowserWindow): Promise<string> => window.evaluate(() => document.querySelector('main')!.innerText, null);

/** Waits until the page has a live stream. */
const untilLive = (window: BrowserWindow): Promise<void> => untilAttribute(window, '[data-testid="connection"]', 'data-state', 'live');

test.describe('a booking', () => {
  test('whose countdown ends: the page asks the shop, then says that the booking is paid', async ({ newWindow, newGoBetween, request }) => {
    const event = await eventOnSale(request);
    const [window, between] = [await newWindow(), await newGoBetween()];
    const booking = await holdFor(window, event, 1, between.address);
    await window.open(`${between.address}/checkout/${booking.id}`);
    await alive(window);
    await pay(requestsOf(window), booking);
    const answer = between.keepBack(`/api/v1/bookings/${booking.id}`);
    await putClockAhead(window, HOUR);
    await untilText(window, COUNTDOWN, 'Checking your booking…');
    expect(await words(window)).not.toMatch(OVER);
    answer();
    await untilText(window, 'main', 'This booking is paid');
    await untilLink(window, 'Show the tickets', `/bookings/${booking.id}`);
  });

  test('whose countdown ends on other pages: they also ask the shop before they say anything', LONG, async ({ newWindow, newGoBetween, request }) => {
    const event = await eventOnSale(request);
    const [window, between] = [await newWindow(), await newGoBetween()];
    const pages: { path: (id: string) => string; countdown: string; asks: (id: string) => string; paid: string | RegExp }[] = [
      { path: () => `/events/${event.slug}`, countdown: HELD, asks: () => '/api/v1/bookings', paid: 'You have paid for this seat.' },
      {
        path: (id) => `/bookings/${id}`, countdown: COUNTDOWN, asks: (id) => `/api/v1/bookings/${id}`,
        paid: /This booking is paid|See you there|Tickets/,
      },
    ];
    for (const { path, countdown, asks, paid } of pages) {
      const booking = await holdFor(window, event, 1, between.address);
      await window.open(between.address + path(booking.id));
      await untilThere(window, countdown);
      await alive(window);
      // The page of an event asks as soon as it sees that the seat is sold.
      const answer = between.keepBack(asks(booking.id));
      await pay(requestsOf(window), booking);
      await putClockAhead(window, HOUR);
      await untilText(window, countdown, 'Checking your booking…');
      expect(await words(window)).not.toMatch(OVER);
      answer();
      await untilText(window, 'main', paid);
    }
  });

  test('is checked again when the buyer returns to a page that shows it', LONG, async ({ newWindow, request }) => {
    const event = await eventOnSale(request);
    const window = await newWindow();
    for (const path of [(id: string) => `/checkout/${id}`, (id: string) => `/bookings/${id}`, () => '/bookings']) {
      const booking = await holdFor(window, event, 1);
      await window.open(path(booking.id));
      await untilAttribute(window, `[data-booking="${booking.id}"]`, 'data-stands', 'pending');
      await pay(requestsOf(window), booking);
      await comeBack(window);
      await untilCount(window, `[data-booking="${booking.id}"][data-stands="pending"]`, 0);
      await untilText(window, 'main', /This booking is paid|See you there|Tickets/);
    }
  });

  test('that has been paid is shown as paid when the buyer goes back to the checkout', async ({ newWindow, request }) => {
    const event = await eventOnSale(request);
    const window = await newWindow();
    const booking = await holdFor(window, event, 1);
    await window.open(`/checkout/${booking.id}`);
    await alive(window);
    await window.open('/bookings');
    await pay(requestsOf(window), booking);
    await window.back();
    await untilAddress(window, 'checkout');
    await untilText(window, 'main', 'This booking is paid');
    await untilCount(window, PAY, 0);
  });

  test('that is paid in another tab is shown as paid on the event page, with a link to the tickets', LONG, async ({ newWindow, request }) => {
    const event = await eventOnSale(request);
    const window = await newWindow();
    const booking = await holdFor(window, event, 1);
    await enterHall(window, event);
    await untilCount(window, HELD, 1);
    const tab = await window.another();
    await tab.open('/bookings');
    await pay(requestsOf(tab), booking);
    // The live seats show that the booking has changed.
    await untilText(window, TOLD, 'You have paid for this seat.');
    await untilLink(window, 'Show the tickets', `/bookings/${booking.id}`);
    await untilCount(window, HELD, 0);
  });

  test('shows the shop’s time after a laptop slept', LONG, async ({ newWindow, request }) => {
    const event = await eventOnSale(request);
    const window = await newWindow();
    const booking = await holdFor(window, event, 1);
    await window.open(`/checkout/${booking.id}`);
    await alive(window);
    const { expires_at } = (await bookingOf(requestsOf(window), booking.id)) as unknown as { expires_at: string };
    const left = () => (Date.parse(expires_at) - Date.now()) / 1000;
    // The page's clock stops while the shop's clock runs on.
    await stopClock(window);
    await expect.poll(async () => (await shown(window)) - left(), { timeout: 20_000 }).toBeGreaterThan(5);
    await comeBack(window);
    await expect.poll(async () => Math.abs((await shown(window)) - left())).toBeLessThan(3);
    await release(requestsOf(window), booking);
  });

  test('that is being paid says “Paying…” until the response, whatever the clock says', LONG, async ({ newWindow, newGoBetween, request }) => {
    const event = await eventOnSale(request);
    const [window, between] = [await newWindow(), await newGoBetween()];
    const booking = await holdFor(window, event, 1, between.address);
    await window.open(`${between.address}/checkout/${booking.id}`);
    const answer = between.keepBack('/api/fn/pay');
    await payWith(window, CARD.accepted);
    await untilText(window, PAY, 'Paying…');
    await putClockAhead(window, HOUR);
    await untilText(window, COUNTDOWN, 'Checking your booking…');
    await comeBack(window);
    expect(await textOf(window, PAY)).toBe('Paying…');
    expect(await words(window)).not.toMatch(OVER);
    answer();
    await untilAddress(window, 'bookings');
    await untilCount(window, '[data-testid="ticket"]', 1);
  });

  test('whose hold ends while a slow card is charged gets tickets, and the page never says that the hold has ended', LONG, async ({ newWindow, request }) => {
    // The hold lasts long enough for the page to load, even on a busy machine.
    const event = await importEvent(request, { hold_seconds: 20 });
    const window = await newWindow();
    const booking = await holdFor(window, event, 1);
    await window.open(`/checkout/${booking.id}`);
    await alive(window);
    await window.fill('input[name="card"]', CARD.slow);
    // Record what the page says until the tickets replace it.
    await window.evaluate(() => {
      const note = () => {
        const said = document.querySelector('main')?.innerText ?? '';
        if (/hold has ended|nothing was charged/i.test(said)) sessionStorage.setItem('said', said);
      };
      new MutationObserver(note).observe(document.body, { subtree: true, childList: true, characterData: true, attributes: true });
    }, null);
    await expect.poll(() => shown(window), { timeout: 30_000, intervals: [50] }).toBeLessThanOrEqual(2);
    await window.click(PAY);
    await untilAddress(window, 'bookings');
    await untilCount(window, '[data-testid="ticket"]', 1);
    expect(await window.evaluate(() => sessionStorage.getItem('said'), null)).toBeNull();
  });

  test('whose payment response is lost is shown as paid', LONG, async ({ newWindow, newGoBetween, request, watchman }) => {
    watchman.allow(/api\/fn\/pay/);
    const event = await eventOnSale(request);
    const [window, between] = [await newWindow(), await newGoBetween()];
    const booking = await holdFor(window, event, 1, between.address);
    await window.open(`${between.address}/checkout/${booking.id}`);
    between.loseAnswer('/api/fn/pay');
    await payWith(window, CARD.accepted);
    await untilText(window, 'main', 'This booking is paid');
  });
});

test.describe('the buyer’s own hold', () => {
  test('whose response is lost is shown as held for the buyer', LONG, async ({ newWindow, newGoBetween, request, watchman }) => {
    watchman.allow(/api\/fn\/hold/);
    const event = await eventOnSale(request);
    const [window, between] = [await newWindow(), await newGoBetween()];
    await enterHall(window, event, between.address);
    const seats = await freeSeats(request, event.id, 2);
    await chooseFromList(window, seats);
    between.loseAnswer('/api/fn/hold');
    await window.click(HOLD);
    await untilStatus(window, seats, 'held_for_you');
    await untilCount(window, HELD, 1);
    expect(await words(window)).not.toContain('Someone took');
    // No second hold is offered.
    await untilHidden(window, HOLD);
    expect(await bookingsOf(window, event)).toHaveLength(1);
  });

  test('made in another tab is shown as held for the buyer', async ({ newWindow, request }) => {
    const event = await eventOnSale(request);
    const seats = await freeSeats(request, event.id, 2);
    const window = await newWindow();
    await enterHall(window, event);
    await chooseFromList(window, seats);
    const tab = await window.another();
    await enterHall(tab, event);
    await chooseFromList(tab, seats);
    await holdChosen(tab);
    await untilStatus(window, seats, 'held_for_you');
    await untilCount(window, HELD, 1);
    expect(await words(window)).not.toContain('Someone took');
    await untilHidden(window, HOLD);
    expect(await bookingsOf(window, event)).toHaveLength(1);
  });
});

test('the page shows a problem once, only to the buyer who sent the form, and the address does not contain it', LONG, async ({ newWindow, newCustomer, request }) => {
  const event = await eventOnSale(request);
  const problem = '[role="alert"][data-kind="problem"]';
  const [taken] = await freeSeats(request, event.id, 1);
  await holdSeats(await newCustomer(), event.id, [taken!.seat]);
  const window = await newWindow();
  await window.open(`/events/${event.slug}?problem=seats_taken`);
  await untilLive(window);
  await untilCount(window, problem, 0);
  // Send the form as a page without JavaScript does.
  await window.evaluate(
    ([path, seat]) => {
      const form = Object.assign(document.createElement('form'), { method: 'post', action: path });
      form.append(Object.assign(document.createElement('input'), { type: 'hidden', name: 'seat', value: seat }));
      document.body.append(form);
      form.submit();
    },
    [`/events/${event.slug}/hold`, String(taken!.seat)] as const,
  );
  await untilText(window, problem, 'Someone was a moment faster.');
  expect(await window.evaluate(() => location.search, null)).toBe('');
  await window.open(`/events/${event.slug}`);
  await untilLive(window);
  await untilCount(window, problem, 0);
});

test('a sold-out event offers no seats, shows held seats and other dates, and reopens when a seat comes back', LONG, async ({
  newWindow,
  newCustomer,
  request,
}) => {
  const terms = { hold_seconds: 300, series: `Barn season ${randomUUID()}` };
  await importEvent(request, { ...terms, title: 'A morning in the barn' });
  const [later, event] = [await importEvent(request, terms), await importEvent(request, terms)];
  const window = await newWindow();
  await enterHall(window, event);
  await untilText(window, '#seats-title', 'Choose your seats');
  const buyers = await Promise.all([newCustomer(), newCustomer(), newCustomer(), newCustomer()]);
  const bookings: Booking[] = [];
  for (const buyer of buyers) bookings.push(await holdBest(buyer, event.id, 10));
  for (const [index, booking] of bookings.slice(1).entries()) await pay(buyers[index + 1]!, booking);
  await untilText(window, '#seats-title', 'Sold out');
  await untilText(window, '[data-testid="availability"]', '10 are held by others: these may come back. Held now:');
  for (const id of ['together', 'best-form', 'hold-button']) await untilHidden(window, `[data-testid="${id}"]`);
  for (const filter of ['.price-level-check', '.price-legend-hint']) await untilHidden(window, filter);
  await untilText(window, '[data-testid="instead-of-sold-out"]', 'Keep this page open');
  const isOffered = () =>
    window.evaluate(() => [...document.links].some((link) => link.textContent?.trim() === 'Choose seats' && link.getClientRects().length > 0), null);
  await until('whether there is a link to the seats', isOffered, false);
  const instead = () =>
    window.evaluate(() => {
      const links = [...document.querySelectorAll('[data-testid="instead-of-sold-out"] a')].filter((link) => link.getClientRects().length > 0);
      return links.map((link) => link.getAttribute('href')).join(' ');
    }, null);
  await until('the other dates of the same title', instead, `/events/${later.slug}`);
  await release(buyers[0]!, bookings[0]!);
  await untilText(window, '#seats-title', 'Choose your seats');
  await untilThere(window, FIND_TWO);
});

test.describe('one way to choose', () => {
  test('Find together sends its wish with the hold, and the page says which seats are held instead', LONG, async ({
    newWindow,
    newCustomer,
    newGoBetween,
    request,
  }) => {
    const event = await eventOnSale(request);
    const [window, between] = [await newWindow(), await newGoBetween()];
    await enterHall(window, event, between.address);
    // The hold button is the only primary button.
    await untilHidden(window, '[data-testid="best-form"]');
    await window.click(FIND_TWO);
    await untilText(window, HOLD, 'Hold 2 seats');
    const quicker = await newCustomer();
    let wanted: number[] = [];
    let wish: unknown;
    between.beforeNext('/api/fn/hold', async (body) => {
      const { request: asked } = body as { request: { seats: number[]; otherwise?: unknown } };
      [wanted, wish] = [asked.seats, asked.otherwise];
      await holdSeats(quicker, event.id, [wanted[0]!]);
    });
    await window.click(HOLD);
    await untilText(window, TOLD, /someone was faster\. We hold .* for you instead: .*\. Pay for them, or give them back\./);
    expect(wish).toEqual({ best_available: { quantity: 2 } });
    const [booking] = await bookingsOf(window, event);
    expect(booking!.seats).toHaveLength(2);
    expect(booking!.seats.map(({ seat }) => seat)).not.toContain(wanted[0]);
    await untilAttribute(window, '[data-testid="to-checkout"]', 'href', `/checkout/${booking!.id}`);
    expect(await window.evaluate(() => location.pathname, null)).toBe(`/events/${event.slug}`);
  });

  test('seats that the buyer tapped are sent without a wish', LONG, async ({ newWindow, newGoBetween, request }) => {
    const event = await eventOnSale(request);
    const [window, between] = [await newWindow(), await newGoBetween()];
    await enterHall(window, event, between.address);
    await chooseFromList(window, await freeSeats(request, event.id, 2));
    let asked: unknown;
    between.beforeNext('/api/fn/hold', (body) => void (asked = body));
    await holdChosen(window);
    expect(asked).toHaveProperty('request.seats');
    expect(asked).not.toHaveProperty('request.otherwise');
  });

  test('a proposal and its wish keep the chosen part of the hall', LONG, async ({ newWindow, newGoBetween, request }) => {
    const event = await importEvent(request, { hold_seconds: 300 }, BARN_WITH_A_YARD);
    const [window, between] = [await newWindow(), await newGoBetween()];
    await enterHall(window, event, between.address);
    const where = '[data-testid="together"] select';
    await untilText(window, `${where} option[value="1"]`, 'Balcony');
    await window.evaluate((where) => void (document.querySelector<HTMLSelectElement>(where)!.value = '1'), where);
    await window.click(FIND_TWO);
    await untilText(window, HOLD, 'Hold 2 seats');
    let wish: unknown;
    between.beforeNext('/api/fn/hold', (body) => void (wish = (body as { request: { otherwise?: unknown } }).request.otherwise));
    await holdChosen(window);
    expect(wish).toEqual({ best_available: { quantity: 2, section: 'Balcony' } });
    const [booking] = (await bookingsOf(window, event)) as unknown as { seats: Seat[] }[];
    expect(booking!.seats.map(({ section }) => section)).toEqual(['Balcony', 'Balcony']);
  });

  test('a proposal keeps the chosen price', LONG, async ({ newWindow, request }) => {
    const price = (amount: number) => ({ amount, currency: 'EUR' });
    const levels = [
      { name: 'Front', color: '#f2c14e', price: price(5000), rows: [{ section: 'Stalls', rows: ['1', '2'] }] },
      { name: 'Back', color: '#4e9af2', price: price(2000) },
    ];
    const event = await importEvent(request, { hold_seconds: 300, price_levels: levels });
    const window = await newWindow();
    await enterHall(window, event);
    // The most expensive price comes first.
    await window.click('[data-testid="price-legend"] li:nth-child(2) label');
    await window.click(FIND_TWO);
    await untilText(window, HOLD, 'Hold 2 seats · €40');
    await holdChosen(window);
    expect((await bookingsOf(window, event))[0]!.total.amount).toBe(4000);
  });
});

test('an event with a limit of one seat per booking offers no more', LONG, async ({ newWindow, request }) => {
  const event = await importEvent(request, { hold_seconds: 300, max_seats: 1 });
  const window = await newWindow();
  await enterHall(window, event);
  await untilCount(window, '[data-testid="together"] button', 1);
  const [first, second] = await seatsOf(request, event.id);
  await chooseFromList(window, [first!]);
  await clickSeat(window, second!);
  await untilText(window, TOLD, 'Choose up to 1 seat.');
  await untilText(window, HOLD, 'Hold 1 seat');
  await holdChosen(window);
});

test('with a limit of one ticket per booking, a standing area is chosen for one person', LONG, async ({ newWindow, request }) => {
  const event = await importEvent(request, { hold_seconds: 300, max_seats: 1 }, BARN_WITH_A_YARD);
  const window = await newWindow();
  await enterHall(window, event);
  await turnToList(window);
  await window.click('[data-testid="seat-list"] [data-area-line="0"]');
  await untilText(window, HOLD, /^Hold 1 (place|seat)/);
  await holdChosen(window);
  expect((await bookingsOf(window, event))[0]!.seats).toHaveLength(1);
});

test('screen readers hear the number of standing places once', LONG, async ({ newWindow, request }) => {
  const event = await importEvent(request, { hold_seconds: 300 }, BARN_WITH_A_YARD);
  const window = await newWindow();
  await enterHall(window, event);
  await turnToList(window);
  await window.click('[data-testid="seat-list"] [data-area-line="0"]');
  await untilText(window, HOLD, 'Hold 2 places');
  await window.click('.quantity [aria-label="Add one ticket"]');
  const announced = () =>
    window.evaluate(() => {
      const live = [...document.querySelectorAll('#basket :is([role="status"], [aria-live], output):not([aria-live="off"])')];
      return live.filter((region) => /^3\b/.test(region.textContent?.trim() ?? '')).length;
    }, null);
  await untilText(window, HOLD, 'Hold 3 places');
  await until('how many regions announce three places', announced, 1);
});

test.describe('the search', () => {
  test('names the words that it ignored', LONG, async ({ newWindow, request }) => {
    await importEvent(request, { hold_seconds: 300 });
    const window = await newWindow();
    await window.open('/?q=qzxwvk+barn');
    await untilThere(window, 'article');
    await untilText(window, '[data-testid="left-out"]', /^No event has all of your words\. Left out: “qzxwvk”\.$/);
  });

  test('prefers a title to a recognised price, and offers the other reading', LONG, async ({ newWindow, request }) => {
    const event = await importEvent(request, { hold_seconds: 300, title: 'Under 18 Barn Disco' });
    const window = await newWindow();
    await window.open('/?q=Under+18+Barn+Disco');
    await untilThere(window, `a[href="/events/${event.slug}"]`);
    await untilLink(window, 'look for Under €18, “Barn Disco”', '/?q=Barn%20Disco&max_price=1800');
    await window.open('/?q=barn+under+500');
    await untilText(window, 'main', 'search for the words “barn under 500”');
  });
});

test.describe('a page that the browser translates', () => {
  test('still updates the checkout', LONG, async ({ newWindow, request }) => {
    const event = await eventOnSale(request);
    const window = await newWindow();
    const booking = await holdFor(window, event, 2);
    await window.open(`/checkout/${booking.id}`);
    await alive(window);
    await translate(window, '.checkout-main');
    // Numbers are not translated.
    await untilAttribute(window, '[role="timer"]', 'translate', 'no');
    await putClockAhead(window, ((await shown(window)) - 45) * 1000);
    await untilText(window, '.countdown-sentence', 'Pay now to keep them');
    await release(requestsOf(window), booking);
  });

  test('still updates the chosen seats in the hall', LONG, async ({ newWindow, request }) => {
    const event = await eventOnSale(request);
    const [first, second] = await freeSeats(request, event.id, 2);
    const window = await newWindow();
    await enterHall(window, event);
    await chooseFromList(window, [first!]);
    await translate(window, '.basket-act');
    await translate(window, '.hall-head');
    await clickSeat(window, second!);
    await untilText(window, HOLD, 'Hold 2 seats');
    expect(await textOf(window, HOLD)).not.toContain('Hold 1 seat');
  });
});

test('a buyer whose browser blocks cookies is told so, and nothing is held', LONG, async ({ newWindow, newGoBetween, request, watchman }) => {
  watchman.allow(/^console: /);
  const event = await eventOnSale(request);
  const [window, between] = [await newWindow(), await newGoBetween()];
  between.blockCookies();
  const [free] = await freeSeats(request, event.id, 1);
  await enterHall(window, event, between.address);
  await chooseFromList(window, [free!]);
  await window.click(HOLD);
  await untilText(window, TOLD, 'Nothing was held, because your browser blocks cookies.');
  expect(await window.evaluate(() => location.pathname, null)).toBe(`/events/${event.slug}`);
  expect((await seatsOf(request, event.id))[free!.seat]!.status).toBe('available');
});

test('seven windows of one browser have two streams, and each shows the live seats', LONG, async ({ newWindow, newCustomer, newGoBetween, request }) => {
  test.slow();
  // Seven windows draw halls, so the halls are small. The pages of the second hall share another stream.
  const [event, other] = [await importEvent(request, { hold_seconds: 300 }), await importEvent(request, { hold_seconds: 300 })];
  const [first] = await freeSeats(request, event.id, 1);
  const between = await newGoBetween();
  const windows = [await newWindow()];
  while (windows.length < 7) windows.push(await windows[0]!.another());
  for (const [index, window] of windows.entries()) await enterHall(window, index < 5 ? event : other, between.address);
  await expect.poll(() => between.streams, { timeout: 20_000 }).toBe(2);

  await holdSeats(await newCustomer(), event.id, [first!.seat]);
  for (const window of windows.slice(0, 5)) {
    await turnToList(window);
    await untilStatus(window, [first!], 'held');
  }
  // The leading page leaves, and another one replaces it.
  await windows.shift()!.open('/bookings');
  await expect.poll(() => between.streams, { timeout: 20_000 }).toBe(2);
  for (const window of windows) await untilLive(window);
});

test('a visible window shows live seats even if windows of other halls have the streams and a hidden window requests one', LONG, async ({
  newWindow,
  newCustomer,
  request,
}) => {
  test.slow();
  const terms = { hold_seconds: 300 };
  const [one, two, three] = [await importEvent(request, terms), await importEvent(request, terms), await importEvent(request, terms)];
  const [first] = await freeSeats(request, three.id, 1);
  const windows = [await newWindow()];
  while (windows.length < 4) windows.push(await windows[0]!.another());
  for (const [index, event] of [one, two, three, three].entries()) await enterHall(windows[index]!, event);
  await putAside(windows[2]!, true);
  await holdSeats(await newCustomer(), three.id, [first!.seat]);
  await turnToList(windows[3]!);
  await untilStatus(windows[3]!, [first!], 'held');
});
