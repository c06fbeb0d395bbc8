// What only a browser can tell of the site's safety.

import { eventOnSale, holdBest } from '../support/api.ts';
import { expect, test } from '../support/test.ts';

test('a page runs its own scripts and no others, and nothing of it breaks its own policy', async ({ page, request }) => {
  const event = await eventOnSale(request);
  await page.addInitScript(() => {
    const broken: string[] = [];
    Object.assign(window, { broken });
    document.addEventListener('securitypolicyviolation', (event) => broken.push(`${event.violatedDirective}: ${event.blockedURI}`));
  });
  const nonces = new Set<string>();
  for (const path of ['/', `/events/${event.slug}`, '/bookings', '/api/docs']) {
    const answer = await page.goto(path);
    const policy = (await answer!.allHeaders())['content-security-policy'] ?? '';
    expect(policy, path).toContain("default-src 'self'");
    expect(policy, path).toContain("frame-ancestors 'none'");
    expect(policy, path).not.toContain('unsafe-inline');
    expect(policy, path).not.toContain("'unsafe-eval'");
    const nonce = /'nonce-([^']+)'/.exec(policy)?.[1];
    if (nonce) {
      expect(nonces.has(nonce), 'a nonce is used once').toBe(false);
      nonces.add(nonce);
    }
    const html = await answer!.text();
    const scripts = [...html.matchAll(/<script\b([^>]*)>/g)].map(([, attributes]) => attributes!);
    expect(scripts.filter((attributes) => !/\bsrc=/.test(attributes) && !attributes.includes(`nonce="${nonce}"`)), path).toEqual([]);
    expect(/\son[a-z]+="/.exec(html)?.[0] ?? null, `no handler in the markup of ${path}`).toBeNull();
    expect(/<[a-z][^>]*\sstyle="[^>]*>/.exec(html)?.[0] ?? null, `no style in the markup of ${path}`).toBeNull();
    await page.waitForLoadState('load');
    expect(await page.evaluate(() => (window as unknown as { broken: string[] }).broken), path).toEqual([]);
  }
});

test('the session is out of reach of scripts', async ({ page, request }) => {
  const event = await eventOnSale(request);
  await page.goto('/');
  await holdBest(page.request, event.id, 1);
  const cookies = await page.context().cookies();
  expect(cookies.length).toBeGreaterThan(0);
  for (const cookie of cookies) expect(cookie).toMatchObject({ httpOnly: true, sameSite: 'Lax', path: '/' });
  await page.goto('/bookings');
  expect(await page.evaluate(() => document.cookie)).toBe('');
});

test('another site’s page cannot hold seats in the buyer’s name', async ({ page, request, watchman }) => {
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
