// Pages at 400 % zoom on a screen of 1280 by 1024 pixels: WCAG 1.4.10 and 2.4.11.

import { eventOnSale, CARD } from '../support/api.ts';
import { connection, enterHall, expectNoSidewaysScrolling } from '../support/hall.ts';
import { chooseNext, expectFocusInSight, intoARow, press, tabTo, tabToList } from '../support/keys.ts';
import { expect, test } from '../support/test.ts';

for (const [size, viewport] of [
  ['at 400 % zoom', { width: 320, height: 256 }],
  ['on a small phone', { width: 360, height: 640 }],
] as const) {
  test.describe(size, () => {
    test.use({ viewport });

    test('a journey has no horizontal overflow, and the focused element is never covered', async ({ page, request }) => {
      const event = await eventOnSale(request);
      await enterHall(page, event);
      await expectNoSidewaysScrolling(page);
      await tabToList(page);
      await expectFocusInSight(page);
      await intoARow(page);
      await expectFocusInSight(page);
      await chooseNext(page, 'Enter');
      await chooseNext(page, 'Enter');
      for (let steps = 0; steps < 12; steps++) {
        await press(page, 'ArrowDown');
        await expectFocusInSight(page);
      }
      await expectNoSidewaysScrolling(page);
      await tabTo(page, '[data-testid="hold-button"]');
      await expectFocusInSight(page);
      await page.keyboard.press('Enter');
      await page.waitForURL('**/checkout/*');
      await expectNoSidewaysScrolling(page);
      await tabTo(page, 'input[name="card"]');
      await expectFocusInSight(page);
      await page.keyboard.type(CARD.accepted);
      await tabTo(page, '[data-testid="pay-button"]');
      await expectFocusInSight(page);
      await page.keyboard.press('Enter');
      await page.waitForURL(/\/bookings\/[^/?]+$/);
      await expect(page.getByTestId('ticket')).toHaveCount(2);
      await expectNoSidewaysScrolling(page);
    });
  });
}

test('with text at 200 % on a phone, the page of an event does not scroll sideways', async ({ page, request }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  const event = await eventOnSale(request);
  await enterHall(page, event);
  await tabToList(page);
  await intoARow(page);
  await chooseNext(page, 'Enter');
  await page.evaluate(() => {
    document.documentElement.style.fontSize = '32px';
  });
  await expectNoSidewaysScrolling(page);
  for (const language of ['/de', '/fi']) {
    await page.goto(`${language}/events/${event.slug}`);
    await expect(connection(page)).toHaveAttribute('data-state', 'live');
    await page.evaluate(() => {
      document.documentElement.style.fontSize = '32px';
    });
    await expectNoSidewaysScrolling(page);
  }
});

test('no page is wider than a small phone in any language', async ({ page, request }) => {
  await page.setViewportSize({ width: 320, height: 640 });
  const { slug, venue } = await eventOnSale(request);
  const { venues } = await (await request.get('/api/v1/venues')).json();
  const hall = venues.find(({ id }: { id: number }) => id === venue.id).slug;
  for (const language of ['', '/de', '/fi', '/fr', '/pt', '/sv']) {
    for (const path of ['/?q=quartet', `/events/${slug}`, `/venues/${hall}`, '/bookings', '/sign-in']) {
      await page.goto(language + path);
      await expectNoSidewaysScrolling(page);
    }
  }
});
