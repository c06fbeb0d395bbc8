// Errors at the addresses of pages: a browser gets an error page.

import { eventOnSale } from '../support/api.ts';
import { axe } from '../support/axe.ts';
import { expectNoSidewaysScrolling } from '../support/hall.ts';
import { importEvent } from '../support/program.ts';
import { expect, test } from '../support/test.ts';

test('a form sent to a wrong address gets an error page with links', async ({ page, watchman }) => {
  watchman.allow(/status of 405/);
  await page.goto('/venues');
  await page.evaluate(() => {
    const form = document.createElement('form');
    Object.assign(form, { method: 'post', action: '/venues' });
    document.body.append(form);
    form.submit();
  });
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('This page cannot be opened that way');
  await expect(page).toHaveTitle('This page cannot be opened that way · Frontrow');
  await expect(page.getByRole('main')).toContainText('nothing of yours has changed');
  await expectNoSidewaysScrolling(page);
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    const { violations } = await axe(page).analyze();
    expect(violations.map(({ id }) => id)).toEqual([]);
  }
  await page.getByRole('link', { name: 'See what is on' }).click();
  await expect(page).toHaveURL('/');
  await expect(page.getByRole('article').first()).toBeVisible();
});

test('a browser gets a page and an API client gets a problem', async ({ request }) => {
  const event = await eventOnSale(request);
  const browser = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' };
  const cases: [string, string, number][] = [
    ['POST', '/events', 405],
    ['POST', '/', 405],
    ['GET', `/events/${event.slug}/hold`, 405],
    ['POST', '/no/such/page', 404],
    ['GET', '/posters/none.png', 404],
  ];
  for (const [method, path, status] of cases) {
    for (const headers of [browser, { accept: '*/*' }]) {
      const answer = await request.fetch(path, { method, headers });
      const kind = headers === browser ? 'text/html; charset=utf-8' : 'application/problem+json';
      expect([answer.status(), answer.headers()['content-type']], `${method} ${path} for ${headers.accept}`).toEqual([status, kind]);
    }
  }
  expect((await request.delete('/api/v1/events', { headers: browser })).headers()['content-type']).toBe('application/problem+json');
});

test('a venue without an address shows only its town, without an empty line or a link to a map', async ({ page, request }) => {
  await importEvent(request, { hold_seconds: 120 });
  await page.goto('/venues/quiet-barn');
  const address = page.locator('.facts > div').filter({ hasText: 'Address' }).locator('dd');
  expect((await address.innerText()).split('\n').map((line) => line.trim())).toEqual(['Hollola']);
});
