// Security properties that only a browser can test.

import { createHash } from 'node:crypto';
import { eventOnSale, freeSeats, holdBest } from '../support/api.ts';
import { choose, enterHall, holdChosen } from '../support/hall.ts';
import { expect, test } from '../support/test.ts';

test('a page runs only its own scripts, and nothing on it violates its content security policy', async ({ page, request }) => {
  const event = await eventOnSale(request);
  await page.addInitScript(() => {
    const broken: string[] = [];
    Object.assign(window, { broken });
    document.addEventListener('securitypolicyviolation', (event) => broken.push(`${event.violatedDirective}: ${event.blockedURI}`));
  });
  for (const path of ['/', `/events/${event.slug}`, '/bookings', '/api/docs']) {
    const answer = await page.goto(path);
    const policy = (await answer!.allHeaders())['content-security-policy'] ?? '';
    expect(policy, path).toContain("default-src 'self'");
    expect(policy, path).toContain("frame-ancestors 'none'");
    expect(policy, path).not.toContain('unsafe-inline');
    expect(policy, path).not.toContain("'unsafe-eval'");
    const html = await answer!.text();
    const scripts = [...html.matchAll(/<script\b([^>]*)>(.*?)<\/script>/gs)];
    const within = scripts.filter(([, attributes]) => !/\bsrc=|ld\+json/.test(attributes!)).map(([, , script]) => script!);
    const unknown = within.filter((script) => !policy.includes(`'sha256-${createHash('sha256').update(script).digest('base64')}'`));
    expect(unknown, path).toEqual([]);
    expect(/\son[a-z]+="/.exec(html)?.[0] ?? null, `no event handler in the markup of ${path}`).toBeNull();
    expect(/<[a-z][^>]*\sstyle="[^>]*>/.exec(html)?.[0] ?? null, `no style attribute in the markup of ${path}`).toBeNull();
    await page.waitForLoadState('load');
    expect(await page.evaluate(() => (window as unknown as { broken: string[] }).broken), path).toEqual([]);
  }
});

test('scripts cannot read the session', async ({ page, request }) => {
  const event = await eventOnSale(request);
  await page.goto('/');
  await holdBest(page.request, event.id, 1);
  const cookies = await page.context().cookies();
  expect(cookies.length).toBeGreaterThan(0);
  for (const cookie of cookies) expect(cookie).toMatchObject({ httpOnly: true, sameSite: 'Lax', path: '/' });
  await page.goto('/bookings');
  expect(await page.evaluate(() => document.cookie)).toBe('');
});

test('the first chosen seat starts a session, which the hold then uses; opening a page starts none', async ({ page, request }) => {
  const event = await eventOnSale(request);
  const seats = await freeSeats(request, event.id, 2);
  await enterHall(page, event);
  expect(await page.context().cookies()).toEqual([]);

  const asked: string[] = [];
  page.on('request', (request) => request.method() === 'POST' && asked.push(new URL(request.url()).pathname));
  const begun = page.waitForResponse('**/session');
  await choose(page, seats.slice(0, 1));
  expect((await begun).status()).toBe(204);
  const session = await page.context().cookies();
  expect(session.length).toBe(1);
  await choose(page, seats.slice(1));
  await holdChosen(page);
  expect(asked, 'one session, and one hold without a retry').toEqual(['/session', '/api/fn/hold']);
  expect(await page.context().cookies()).toEqual(expect.arrayContaining(session));
});

test('a page of another site cannot hold seats in the buyer’s name', async ({ page, request, watchman }) => {
  watchman.allow(/./);
  const event = await eventOnSale(request);
  const ours = test.info().project.use.baseURL!;
  await page.route('http://other.test/**', (route) =>
    route.fulfill({
      contentType: 'text/html',
      body: `<form method="post" action="${ours}/events/${event.slug}/hold"><input name="quantity" value="2"><button>Win!</button></form>`,
    }),
  );
  await page.goto('http://other.test/');
  const answer = page.waitForResponse(`${ours}/events/${event.slug}/hold`);
  await page.getByRole('button').click();
  expect((await answer).status()).toBe(403);
  expect(page.url()).not.toContain('/checkout/');
});
