// Colour vision: the browser simulates colour blindness, and the status of each seat must still be visible.

import type { Page } from '@playwright/test';
import { eventOnSale, holdSeats, pay, seatsOf } from '../support/api.ts';
import { enterHall, seat } from '../support/hall.ts';
import { atRest, comeToPicture, freeInTheMiddle, map, pixelOf, planOf, pressSeat, type Plan } from '../support/map.ts';
import { expect, test } from '../support/test.ts';

const VISIONS = ['none', 'achromatopsia', 'protanopia', 'deuteranopia', 'tritanopia'] as const;
/** Half the side of the square that is examined around a seat, in CSS pixels. */
const AROUND = 12;

/** The lightness of each pixel around a seat as shown, 0 to 100 (CIE L*). */
async function lightness(page: Page, reader: Page, plan: Plan, number: number): Promise<number[]> {
  const { x, y } = await pixelOf(page, plan, number);
  const seen = await page.evaluate(([x, y]) => !!document.elementFromPoint(x!, y!)?.closest('.seat-map__box'), [x, y]);
  expect(seen, `seat ${number} is on the map, and nothing covers it`).toBe(true);
  const clip = { x: Math.round(x) - AROUND, y: Math.round(y) - AROUND, width: 2 * AROUND, height: 2 * AROUND };
  const png = (await page.screenshot({ clip, animations: 'disabled' })).toString('base64');
  return reader.evaluate(async (png) => {
    const image = Object.assign(new Image(), { src: `data:image/png;base64,${png}` });
    await image.decode();
    const ink = Object.assign(document.createElement('canvas'), { width: image.width, height: image.height }).getContext('2d')!;
    ink.drawImage(image, 0, 0);
    const { data } = ink.getImageData(0, 0, image.width, image.height);
    const linear = (byte: number) => (byte <= 10.31 ? byte / 255 / 12.92 : ((byte / 255 + 0.055) / 1.055) ** 2.4);
    const light = (at: number) => 0.2126 * linear(data[at]!) + 0.7152 * linear(data[at + 1]!) + 0.0722 * linear(data[at + 2]!);
    return Array.from({ length: data.length / 4 }, (_, pixel) => 116 * Math.cbrt(light(pixel * 4)) - 16);
  }, png);
}

test('available, held, sold and own seats are distinguishable for every kind of colour vision', async ({ page, newBuyer, request }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  const event = await eventOnSale(request);
  const plan = await planOf(request, event);
  const [own, held, sold, free] = freeInTheMiddle(plan, await seatsOf(request, event.id)).map((seat) => seat.seat);
  const buyer = await newBuyer();
  await pay(buyer.request, await holdSeats(buyer.request, event.id, [sold!]));
  await holdSeats(buyer.request, event.id, [held!]);
  await enterHall(page, event);
  await expect(seat(page, held!)).toHaveAttribute('data-status', 'held');
  await pressSeat(page, plan, own!);
  while ((await map(page).getAttribute('data-zoom')) !== 'near') {
    await page.getByRole('button', { name: 'Zoom in' }).click();
    await atRest(page);
  }
  // Move the mouse, and with it the tooltip, away from the seats.
  await page.mouse.move(0, 0);
  await comeToPicture(page);

  const reader = await page.context().newPage();
  const devtools = await page.context().newCDPSession(page);
  for (const type of VISIONS) {
    await devtools.send('Emulation.setEmulatedVisionDeficiency', { type });
    const seen = new Map<string, number[]>();
    for (const [name, number] of Object.entries({ own, held, sold, free })) seen.set(name, await lightness(page, reader, plan, number!));
    const names = [...seen.keys()];
    for (const [at, one] of names.entries()) {
      for (const other of names.slice(at + 1)) {
        const [a, b] = [seen.get(one)!, seen.get(other)!];
        const differing = a.filter((light, pixel) => Math.abs(light - b[pixel]!) > 15).length / a.length;
        expect(differing, `${one} and ${other}, seen with ${type}`).toBeGreaterThan(0.04);
      }
    }
  }
});
