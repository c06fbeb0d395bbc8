// Pages made four times larger, as on a screen of 1280 by 1024 pixels: WCAG's 1.4.10 and 2.4.11.

import { eventOnSale, CARD } from '../support/api.ts';
import { enterHall, expectNoSidewaysScrolling } from '../support/hall.ts';
import { chooseNext, expectFocusInSight, intoARow, press, tabTo } from '../support/keys.ts';
import { expect, test } from '../support/test.ts';

for (const [size, viewport] of [
  ['four times larger', { width: 320, height: 256 }],
  ['on a small phone', { width: 360, height: 640 }],
] as const) {
  test.describe(size, () => {
    test.use({ viewport });

    test('nothing sticks out on the way to a ticket, and what has the focus is never covered', async ({ page, request }) => {
      const event = await eventOnSale(request);
      await enterHall(page, event);
      await expectNoSidewaysScrolling(page);
      await tabTo(page, '[data-spot]');
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
