// Every page has the right status, one title, one heading, no errors and no accessibility violations, in light and in dark.
//
// axe takes most of these tests' time, so nothing is checked twice: the width of the window does not change the colours of a page, and the
// colour scheme changes only the colours. The projects for a phone and for a browser without JavaScript open only the pages that differ there.
// The first project makes its window as narrow as a phone's on every page. LONG=1: all projects open every page, and axe also checks each page
// on a phone, and the longest pages completely.

import type { APIRequestContext, Page } from '@playwright/test';
import { allEvents, eventOf, eventOnSale, holdBest, largeEventOnSale, pay, release, type SaleStatus } from '../support/api.ts';
import { axe } from '../support/axe.ts';
import { comeBackWith, expectNoSidewaysScrolling } from '../support/hall.ts';
import { eventWithLine, joinLine } from '../support/line.ts';
import { expect, test } from '../support/test.ts';

type Project = 'phone' | 'javascript-off';

interface Visit {
  name: string;
  /** Returns the path, after it has created the data that the page needs for the buyer of `page`. */
  at: (page: Page, request: APIRequestContext) => Promise<string> | string;
  status?: number;
  /** Selects hundreds of repeated parts, which axe checks only with LONG=1. */
  more?: string;
  /** The projects in which the page differs from the first project: they open it without LONG=1 too. */
  also?: Project[];
}

/** The viewport of a phone. */
const NARROW = { width: 360, height: 740 };

const long = Number(process.env.LONG ?? 0) > 0;

const ofStatus = (status: SaleStatus) => async (_: Page, request: APIRequestContext) =>
  `/events/${(await eventOf(request, status)).slug}`;

const pages: Visit[] = [
  { name: 'what is on', at: () => '/', also: ['phone', 'javascript-off'] },
  { name: 'a search that finds something', at: async (_, request) => `/?q=${(await eventOnSale(request)).venue.name.split(' ')[0]}` },
  { name: 'a search that finds nothing', at: () => '/?q=xyzzy+plugh' },
  { name: 'a search for days and prices', at: () => '/?q=next+week+under+50' },
  { name: 'a category', at: () => '/?category=concert' },
  { name: 'a month of the calendar', at: () => '/?view=calendar', also: ['phone'] },
  { name: 'a month without events', at: () => '/?view=calendar&month=2031-01' },
  { name: 'the venues', at: () => '/venues' },
  { name: 'signing in', at: () => '/sign-in' },
  { name: 'signing in, with a code', at: () => '/sign-in?step=code' },
  {
    name: 'a venue',
    at: async (_, request) => {
      const { venues } = (await (await request.get('/api/v1/venues')).json()) as { venues: { slug: string }[] };
      return `/venues/${venues[0]!.slug}`;
    },
  },
  {
    name: 'a performer',
    at: async (_, request) => {
      const event = (await allEvents(request)).find((event) => event.performers.length > 0);
      return `/performers/${event!.performers[0]!.id}`;
    },
  },
  { name: 'an event on sale', at: async (_, request) => `/events/${(await eventOnSale(request)).slug}`, also: ['phone', 'javascript-off'] },
  { name: 'an event in a large hall', at: async (_, request) => `/events/${(await largeEventOnSale(request)).slug}`, also: ['phone', 'javascript-off'] },
  { name: 'an event not yet on sale', at: ofStatus('not_yet'), also: ['javascript-off'] },
  { name: 'a sold out event', at: ofStatus('sold_out'), also: ['javascript-off'] },
  {
    name: 'an event with an error message',
    also: ['phone', 'javascript-off'],
    at: async (page, request) => {
      const path = `/events/${(await eventOnSale(request)).slug}`;
      await comeBackWith(page, path, 'seats_taken');
      return path;
    },
  },
  { name: 'an event with a line', at: async (_, request) => `/events/${(await eventWithLine(request)).slug}` },
  { name: 'a line', at: async (_, request) => `/events/${(await eventWithLine(request)).slug}/line` },
  {
    name: 'a line for a fan in it',
    also: ['phone', 'javascript-off'],
    at: async (page, request) => {
      const event = await eventWithLine(request);
      await joinLine(page, event);
      return `/events/${event.slug}/line`;
    },
  },
  { name: 'an event without a draw', at: async (_, request) => `/events/${(await eventOnSale(request)).slug}/draw` },
  {
    name: 'the checkout',
    also: ['phone', 'javascript-off'],
    at: async (page, request) => `/checkout/${(await holdBest(page.request, (await eventOnSale(request)).id, 2)).id}`,
  },
  {
    name: 'the tickets',
    also: ['phone'],
    at: async (page, request) => {
      const booking = await holdBest(page.request, (await eventOnSale(request)).id, 2);
      return `/bookings/${(await pay(page.request, booking)).id}`;
    },
  },
  {
    name: 'a booking that was given back',
    at: async (page, request) => {
      const booking = await holdBest(page.request, (await eventOnSale(request)).id, 2);
      await release(page.request, booking);
      return `/bookings/${booking.id}`;
    },
  },
  { name: 'my bookings, with none', at: () => '/bookings' },
  {
    name: 'my bookings, with some of each kind',
    also: ['javascript-off'],
    at: async (page, request) => {
      const event = await eventOnSale(request);
      await pay(page.request, await holdBest(page.request, event.id, 1));
      await release(page.request, await holdBest(page.request, event.id, 1));
      await holdBest(page.request, event.id, 3);
      return '/bookings';
    },
  },
  { name: 'an unknown address', at: () => '/no/such/page', status: 404 },
  { name: 'an unknown event', at: () => '/events/no-such-event', status: 404 },
  { name: 'an unknown venue', at: () => '/venues/no-such-venue', status: 404 },
  { name: 'somebody else’s booking', at: () => '/bookings/0193a000-0000-7000-8000-000000000000', status: 404 },
  { name: 'somebody else’s checkout', at: () => '/checkout/0193a000-0000-7000-8000-000000000000', status: 404 },
  { name: 'an invalid booking number', at: () => '/bookings/nonsense', status: 404 },
  { name: 'the description of the API', at: () => '/api/docs', more: '.docs-call ~ .docs-call, #schemas details ~ details' },
];

/** Tags of the projects that skip a test without LONG=1: see playwright.config.ts. */
const notOn = (...projects: Project[]): string[] => projects.map((project) => `@not-${project}`);

/** Waits until a change of the colour scheme or viewport is painted. */
const settle = (page: Page) => page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));

async function expectNoViolations(page: Page, path: string, rules?: string[]): Promise<void> {
  const { violations } = await (rules ? axe(page).withRules(rules) : axe(page)).analyze();
  const said = violations.map(({ id, help, nodes }) => `${id}: ${help}: ${nodes.slice(0, 3).map((node) => `${node.target} ${node.any[0]?.message ?? ''}`).join(' | ')}`);
  expect(said, path).toEqual([]);
}

for (const visit of pages) {
  const others = (['phone', 'javascript-off'] as const).filter((project) => !visit.also?.includes(project));
  test(visit.name, { tag: notOn(...others) }, async ({ page, request, watchman, javaScriptEnabled }, { project }) => {
    const status = visit.status ?? 200;
    if (status !== 200) watchman.allow(new RegExp(`status of ${status} .*\\(${'http'}`));
    const path = await visit.at(page, request);
    const isPhone = project.name === 'phone';
    await page.emulateMedia({ colorScheme: isPhone ? 'dark' : 'light', reducedMotion: 'reduce' });
    const answer = await page.goto(path);
    expect(answer!.status()).toBe(status);
    await expect(page.getByRole('heading', { level: 1 })).toHaveCount(1);
    await expect(page).toHaveTitle(/.+/);
    await expect(page.locator('html')).toHaveAttribute('lang', 'en');
    if (javaScriptEnabled !== false) {
      const map = page.getByTestId('seat-map');
      if (await map.count()) await expect(map).toHaveAttribute('data-ready', 'true');
    }
    await expectNoSidewaysScrolling(page);
    // axe needs JavaScript. The markup is the same as in the other projects.
    if (javaScriptEnabled === false) return;
    if (isPhone) {
      if (long) await expectNoViolations(page, path);
      return;
    }
    const wide = page.viewportSize()!;
    await page.setViewportSize(NARROW);
    await expect(() => expectNoSidewaysScrolling(page), 'no overflow in the viewport of a phone').toPass({ timeout: 5_000 });
    await page.setViewportSize(wide);
    await settle(page);

    if (visit.more && !long) await page.locator(visit.more).evaluateAll((parts) => parts.forEach((part) => part.remove()));
    await expectNoViolations(page, `${path} in light`);
    await page.emulateMedia({ colorScheme: 'dark' });
    await settle(page);
    await expectNoViolations(page, `${path} in dark`, ['color-contrast']);
  });
}

test('links lead from page to page, and the back button returns', { tag: notOn('javascript-off') }, async ({ page }) => {
  await page.goto('/');
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Venues' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Venues');
  await expect(page).toHaveTitle('Venues · Frontrow');
  await page.locator('main a[href^="/venues/"]').first().click();
  await expect(page).toHaveURL(/\/venues\/.+/);
  await page.locator('main a[href^="/events/"]').first().click();
  await expect(page).toHaveURL(/\/events\/.+/);
  await expect(page.getByRole('heading', { level: 1 })).toHaveCount(1);
  await page.goBack();
  await expect(page).toHaveURL(/\/venues\/.+/);
  await page.goBack();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Venues');
});
