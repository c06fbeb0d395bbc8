// The language of a page: everything that a buyer reads and hears in the hall and at the checkout, including what the browser writes.

import type { Locator } from '@playwright/test';
import { freeSeats } from '../support/api.ts';
import { alive, choose, connection, seat } from '../support/hall.ts';
import { importEvent } from '../support/program.ts';
import { expect, test } from '../support/test.ts';

/** Words of the English texts that are not spelled like any Finnish word. */
const ENGLISH =
  /(?<![\p{L}\p{M}])(an|and|any|anywhere|at|available|back|be|booking|by|card|checking|choose|chosen|clear|companion|connecting|each|find|for|free|from|give|held|hall|here|hold|holding|how|in|is|it|keys|leave|left|list|live|many|minutes?|no|nobody|not|number|of|or|out|pay|paying|picture|places?|plan|prices?|rows?|seats?|seconds?|shapes|sold|standing|tickets?|time|together|try|until|we|what|wheel|wheelchair|where|whole|with|you|yours?|zoom)(?![\p{L}\p{M}])/giu;

/** The texts of a part of a page, including those for screen readers only and those in attributes. */
async function saidBy(part: Locator): Promise<string[]> {
  return part.evaluate((part) => {
    const said: string[] = [];
    for (const element of [part, ...part.querySelectorAll('*')]) {
      for (const name of ['aria-label', 'aria-description', 'placeholder', 'title', 'alt']) said.push(element.getAttribute(name) ?? '');
      if (element.closest('script, style, svg')) continue;
      for (const node of element.childNodes) if (node.nodeType === Node.TEXT_NODE) said.push(node.textContent ?? '');
    }
    return said.map((words) => words.trim()).filter((words) => words !== '');
  });
}

async function expectNoEnglish(part: Locator): Promise<void> {
  const said = await saidBy(part);
  expect(said.length, 'the part has texts').toBeGreaterThan(10);
  expect(said.filter((words) => words.match(ENGLISH))).toEqual([]);
}

test('in Finnish, the hall and the checkout have no English word', async ({ page, request }) => {
  const finnish = { title: 'Ilta ladossa', price_levels: [{ name: 'Peruslippu', color: '#f2c14e', price: { amount: 1500, currency: 'EUR' } }] };
  const event = await importEvent(request, { hold_seconds: 600, ...finnish });
  await page.goto(`/fi/events/${event.slug}`);
  await expect(page.locator('html')).toHaveAttribute('lang', 'fi');
  await expect(page.getByTestId('seat-map')).toHaveAttribute('data-ready', 'true');
  await expect(connection(page)).toHaveAttribute('data-state', 'live');
  const hall = page.locator('#seats');
  await expectNoEnglish(hall);

  const seats = await freeSeats(request, event.id, 2);
  await choose(page, seats);
  await expect(seat(page, seats[0]!.seat)).toHaveAccessibleName(/, rivi\s\d+, paikka\s\d+, 15\s€, valitsemasi$/);
  await expect(page.getByTestId('hold-button')).toHaveText(/^Varaa 2 paikkaa · 30\s€$/);
  await expectNoEnglish(hall);
  await page.getByTestId('together').getByRole('button', { name: 'Etsi 3 vierekkäistä paikkaa' }).click();
  await expect(page.getByTestId('told')).toContainText('Ehdotus: ');
  await expectNoEnglish(hall);

  await page.getByTestId('hold-button').click();
  await page.waitForURL(/\/fi\/checkout\//);
  await alive(page);
  await expect(page.locator('html')).toHaveAttribute('lang', 'fi');
  await expect(page.getByTestId('countdown')).toContainText('3 paikkaa on varattu sinulle.');
  await expect(page.getByTestId('pay-button')).toHaveText(/^Maksa 45\s€$/);
  await expectNoEnglish(page.locator('main'));
});
