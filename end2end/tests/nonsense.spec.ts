// Invalid addresses from people, robots and attackers.

import { eventOnSale } from '../support/api.ts';
import { expect, test } from '../support/test.ts';

test('markup in a search is shown as text', async ({ page }) => {
  const words = '</title><script>alert(1)</script>"><img src=x onerror=alert(2)>&amp;';
  await page.goto(`/?q=${encodeURIComponent(words)}`, { waitUntil: 'networkidle' });
  expect(await page.title()).toBe(`“${words}” · Frontrow`);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(`“${words}”`);
  await expect(page.getByRole('searchbox')).toHaveValue(words);
  await expect(page.locator('img[src=x]')).toHaveCount(0);
});

test('an invalid address is not found, refused or ignored, and never causes a server error', async ({ request }) => {
  const cases: [string, number][] = [
    ['/events/%00', 404],
    ['/events/%F0%9F%8E%AD', 404],
    ['/events/999999999999999999999', 404],
    ['/venues/..%2f..%2fetc%2fpasswd', 404],
    ['/performers/-1', 404],
    ['/checkout/x', 404],
    ['/bookings/%27%20or%201=1', 404],
    ['/?q=%00', 200],
    ['/?category=%00', 200],
    ['/?q=%FF%FE', 200],
    ['/?when=never&from=x&to=9999-12-31T23:59:59Z&near=here&radius_km=-1&max_price=-1&on_sale=perhaps&sort=best', 200],
    ['/?view=calendar&month=2026-99', 200],
    ['/?view=calendar&month=9000-12', 200],
    ['/?cursor=garbage', 422],
    ['/api/v1/events?q=%00', 200],
    ['/api/v1/events/%00', 404],
    ['/api/v1/events?limit=0', 422],
    ['/pkg/%2e%2e/%2e%2e/Cargo.toml', 404],
  ];
  for (const [address, status] of cases) {
    expect((await request.get(address, { maxRedirects: 0 })).status(), address).toBe(status);
  }
});

test('an address with a trailing slash redirects to the page, and never to another site', async ({ request }) => {
  const event = await eventOnSale(request);
  const where = async (address: string) => {
    const answer = await request.get(address, { maxRedirects: 0 });
    return `${answer.status()} ${answer.headers()['location'] ?? ''}`.trim();
  };
  expect(await where('/venues/')).toBe('308 /venues');
  expect(await where(`/events/${event.slug}/?problem=sold_out`)).toBe(`308 /events/${event.slug}?problem=sold_out`);
  // Two leading slashes would be the address of another site.
  expect(await where(`${test.info().project.use.baseURL}//other.test/`)).toBe('404');
});

test('an invalid form returns to the event with an explanation', async ({ request }) => {
  const event = await eventOnSale(request);
  const cases: [Record<string, string>, string][] = [
    [{ quantity: '0' }, 'invalid_request'],
    [{ quantity: '-1' }, 'invalid_request'],
    [{ quantity: 'two' }, 'invalid_request'],
    [{ quantity: '99' }, 'too_many_seats'],
    [{ quantity: '2', price_level: '99999999' }, 'unknown_seat'],
    [{ seat: '99999999' }, 'unknown_seat'],
    [{ area: '\0', quantity: '2' }, 'unknown_seat'],
    [{ section: '\0', quantity: '2' }, 'unknown_seat'],
  ];
  // Without a session, the first form would be redirected to get one.
  await request.post('/session');
  for (const [form, problem] of cases) {
    const answer = await request.post(`/events/${event.slug}/hold`, { form, maxRedirects: 0 });
    expect(`${answer.status()} ${answer.headers()['location']}`, JSON.stringify(form)).toBe(`303 /events/${event.slug}`);
    expect(answer.headers()['set-cookie'], JSON.stringify(form)).toContain(`frontrow_told=/events/${event.slug}?problem=${problem};`);
  }
});
