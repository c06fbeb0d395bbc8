// Every page: its status, one title, one heading, nothing wrong behind it, nothing that shuts anyone out; in light and in dark.
//
// axe takes most of these tests' time, so nothing is judged twice: how wide a window is changes what a page shows and not its colours, a
// scheme changes its colours and nothing else. LONG=1: axe judges each page on a phone too, and the longest pages as a whole.

import AxeBuilder from '@axe-core/playwright';
import type { APIRequestContext, Page } from '@playwright/test';
import { allEvents, eventOf, eventOnSale, holdBest, largeEventOnSale, pay, release, type SaleStatus } from '../support/api.ts';
import { expectNoSidewaysScrolling } from '../support/hall.ts';
import { eventWithLine, joinLine } from '../support/line.ts';
import { expect, test } from '../support/test.ts';

interface Visit {
  name: string;
  /** Where it is; what must be so before is arranged for the buyer of `page`. */
  at: (page: Page, request: APIRequestContext) => Promise<string> | string;
  status?: number;
  /** More of what the page has before it, by the hundred: axe judges it in the long form only. */
  more?: string;
}

const long = Number(process.env.LONG ?? 0) > 0;

const ofStatus = (status: SaleStatus) => async (_: Page, request: APIRequestContext) =>
  `/events/${(await eventOf(request, status)).slug}`;

const pages: Visit[] = [
  { name: 'what is on', at: () => '/' },
  { name: 'a search that finds something', at: async (_, request) => `/?q=${(await eventOnSale(request)).venue.name.split(' ')[0]}` },
  { name: 'a search that finds nothing', at: () => '/?q=xyzzy+plugh' },
  { name: 'a search for days and prices', at: () => '/?q=next+week+under+50' },
  { name: 'a category', at: () => '/?category=concert' },
  { name: 'a month of the calendar', at: () => '/?view=calendar' },
  { name: 'a month in which nothing is on', at: () => '/?view=calendar&month=2031-01' },
  { name: 'the venues', at: () => '/venues' },
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
  { name: 'an event on sale', at: async (_, request) => `/events/${(await eventOnSale(request)).slug}` },
  { name: 'an event in a large hall', at: async (_, request) => `/events/${(await largeEventOnSale(request)).slug}` },
  { name: 'an event not yet on sale', at: ofStatus('not_yet') },
  { name: 'a sold out event', at: ofStatus('sold_out') },
  {
    name: 'an event with a problem to tell',
    at: async (_, request) => `/events/${(await eventOnSale(request)).slug}?problem=seats_taken`,
  },
  { name: 'an event with a line', at: async (_, request) => `/events/${(await eventWithLine(request)).slug}` },
  { name: 'a line', at: async (_, request) => `/events/${(await eventWithLine(request)).slug}/line` },
  {
    name: 'a line for a fan in it',
    at: async (page, request) => {
      const event = await eventWithLine(request);
      await joinLine(page, event);
      return `/events/${event.slug}/line`;
    },
  },
  { name: 'a draw that there is not', at: async (_, request) => `/events/${(await eventOnSale(request)).slug}/draw` },
  {
    name: 'the checkout',
    at: async (page, request) => `/checkout/${(await holdBest(page.request, (await eventOnSale(request)).id, 2)).id}`,
  },
  {
    name: 'the tickets',
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
    at: async (page, request) => {
      const event = await eventOnSale(request);
      await pay(page.request, await holdBest(page.request, event.id, 1));
      await release(page.request, await holdBest(page.request, event.id, 1));
      await holdBest(page.request, event.id, 3);
      return '/bookings';
    },
  },
  { name: 'an address that leads nowhere', at: () => '/no/such/page', status: 404 },
  { name: 'an event that there is not', at: () => '/events/no-such-event', status: 404 },
  { name: 'a venue that there is not', at: () => '/venues/no-such-venue', status: 404 },
  { name: 'somebody else’s booking', at: () => '/bookings/0193a000-0000-7000-8000-000000000000', status: 404 },
  { name: 'somebody else’s checkout', at: () => '/checkout/0193a000-0000-7000-8000-000000000000', status: 404 },
  { name: 'a booking number that is none', at: () => '/bookings/nonsense', status: 404 },
  { name: 'the description of the API', at: () => '/api/docs', more: '.docs-call ~ .docs-call, #schemas details ~ details' },
];

const schemes: Record<string, { colorScheme: 'light' | 'dark'; rules?: string[] }[]> = {
  hydrated: [{ colorScheme: 'light' }, { colorScheme: 'dark', rules: ['color-contrast'] }],
  phone: [{ colorScheme: 'dark' }],
  'javascript-off': [{ colorScheme: 'light' }],
};

for (const visit of pages) {
  test(`${visit.name}`, async ({ page, request, watchman, javaScriptEnabled }, { project }) => {
    const status = visit.status ?? 200;
    if (status !== 200) watchman.allow(new RegExp(`status of ${status} .*\\(${'http'}`));
    const path = await visit.at(page, request);
    for (const { colorScheme, rules } of schemes[project.name]!) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
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
      // With JavaScript off axe cannot run. The markup is the same as that which the other projects come alive on.
      if (javaScriptEnabled === false) continue;
      if (project.name === 'phone' && !long) continue;
      const axe = new AxeBuilder({ page });
      if (visit.more && !long) axe.exclude(visit.more);
      const { violations } = await (rules ? axe.withRules(rules) : axe).analyze();
      const said = violations.map(({ id, help, nodes }) => `${id}: ${help}: ${nodes.slice(0, 3).map((node) => `${node.target} ${node.any[0]?.message ?? ''}`).join(' | ')}`);
      expect(said, `${path} in ${colorScheme}`).toEqual([]);
    }
  });
}

test('from page to page, and back', async ({ page }) => {
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
