// Keyboard-only use of a page.

import { expect, type Locator, type Page } from '@playwright/test';
import { seat } from './hall.ts';

/** Presses Tab until the focused element matches `selector`. */
export async function tabTo(page: Page, selector: string): Promise<void> {
  for (let presses = 0; presses < 80; presses++) {
    await page.keyboard.press('Tab');
    const there = await page.evaluate(
      (selector) => {
        const focused = document.activeElement;
        return !!focused && focused.matches(selector) && focused.matches(':focus-visible');
      },
      selector,
    );
    if (there) return;
  }
  throw new Error(`Tab never came to ${selector}`);
}

/** Presses a key and waits until the page has handled it. */
export async function press(page: Page, key: string): Promise<void> {
  await page.keyboard.press(key);
  await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))));
}

/** Switches to the list with the keyboard; the focus moves into it. While the map is shown, Tab skips the list. */
export async function tabToList(page: Page): Promise<void> {
  await tabTo(page, '.view-switch [data-testid="list"]');
  await page.keyboard.press('Enter');
  await expect(focused(page)).toBeFocused();
}

export const focused = (page: Page): Locator => page.getByTestId('seat-list').locator('[data-spot]:focus');
export const spot = (page: Page): Promise<string | null> => focused(page).getAttribute('data-spot');

/** Moves down the headings to the next one with available seats. */
export async function downToFree(page: Page): Promise<void> {
  for (let steps = 0; (await focused(page).getAttribute('data-none')) !== null; steps++) {
    const before = await spot(page);
    await press(page, 'ArrowDown');
    if ((await spot(page)) === before || steps > 100) throw new Error('Nothing is free under any of these headings.');
  }
}

/** Moves from the first heading of the list to the first seat of a row with available seats. */
export async function intoARow(page: Page): Promise<void> {
  await downToFree(page);
  // In a venue with one section, the section is already open.
  if ((await focused(page).getAttribute('aria-expanded')) === 'false') await press(page, 'ArrowRight');
  await press(page, 'ArrowRight');
  await downToFree(page);
  await press(page, 'ArrowRight');
  await expect(focused(page)).toHaveAttribute('data-testid', 'seat');
}

/** Moves along the rows to the next available seat and chooses it with `key`. */
export async function chooseNext(page: Page, key: string): Promise<void> {
  let direction = 'ArrowRight';
  for (let steps = 0; steps < 200; steps++) {
    if ((await focused(page).getAttribute('data-status')) === 'available') {
      const number = Number(await focused(page).getAttribute('data-seat'));
      await press(page, key);
      await expect(seat(page, number)).toHaveAttribute('data-status', 'yours');
      await expect(seat(page, number)).toHaveAccessibleName(/, chosen by you$/);
      await expect(seat(page, number)).toHaveAttribute('aria-selected', 'true');
      return;
    }
    const before = await spot(page);
    await press(page, direction);
    if ((await spot(page)) === before) {
      await press(page, 'ArrowDown');
      direction = direction === 'ArrowRight' ? 'ArrowLeft' : 'ArrowRight';
    }
  }
  throw new Error('No free seat on the way.');
}

/** Checks that the middle of the focused element is inside the window and not covered. */
export async function expectFocusInSight(page: Page): Promise<void> {
  await expect
    .poll(
      () =>
        page.evaluate(() => {
          const focused = document.activeElement!;
          const { x, y, width, height } = focused.getBoundingClientRect();
          const there = document.elementFromPoint(x + width / 2, y + height / 2);
          return focused.contains(there) ? 'in sight' : `${focused.outerHTML.slice(0, 120)} is under ${there?.outerHTML.slice(0, 120) ?? 'nothing'}`;
        }),
      { message: 'the focused element is visible' },
    )
    .toBe('in sight');
}
