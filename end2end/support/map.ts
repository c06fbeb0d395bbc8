// The map of the hall. It is drawn on canvases, so a seat's position is computed from the plan and the map's viewport. The component's
// element has `data-zoom` (far: sections; middle: seats; near: seats with numbers), `data-still` (nothing moves, and everything is drawn),
// `data-version` (the drawn version of the event) and `data-view`: left and top edge in plan units, and CSS pixels per plan unit.

import { expect, type APIRequestContext, type Locator, type Page } from '@playwright/test';
import type { EventSummary, Seat } from './api.ts';

export const map = (page: Page): Locator => page.getByTestId('seat-map');

/** The element of the map that contains the canvases and receives pointer events. */
export const picture = (page: Page): Locator => page.locator('.seat-map__box');

export interface Plan {
  sections: { rows: { x: number[]; y: number[] }[] }[];
}

/** The plan of the map of an event. */
export async function planOf(request: APIRequestContext, event: EventSummary): Promise<Plan> {
  const { venue } = (await (await request.get(`/api/v1/events/${event.id}`)).json()) as { venue: { seating_plan_url: string } };
  return (await (await request.get(venue.seating_plan_url)).json()) as Plan;
}

/** Waits until nothing moves on the map, and everything is drawn. */
export async function atRest(page: Page): Promise<void> {
  // A new size of the window reaches the map with the next frame. Until then the map claims to be at rest.
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
  await expect(map(page)).toHaveAttribute('data-still', '');
}

/** The map's viewport at rest: left and top edge in plan units, CSS pixels per plan unit. */
export async function view(page: Page): Promise<[number, number, number]> {
  await atRest(page);
  const text = await map(page).getAttribute('data-view');
  const [x, y, scale] = text!.split(' ').map(Number);
  return [x, y, scale];
}

/** The centres of all seats in plan units, in the order of their numbers. */
export function centresOf(plan: Plan): { x: number; y: number }[] {
  return plan.sections.flatMap(({ rows }) => rows.flatMap(({ x, y }) => x.map((left, at) => ({ x: left, y: y[at]! }))));
}

/** The centre of a seat in plan units. */
function centreOf(plan: Plan, seat: number): { x: number; y: number } {
  const centre = centresOf(plan)[seat];
  if (!centre) throw new Error(`the plan has no seat ${seat}`);
  return centre;
}

/** The available seats, nearest to the middle of the hall first: controls cover only the edges of the map. */
export function freeInTheMiddle(plan: Plan, seats: Seat[]): Seat[] {
  // Computed once: a stadium has fifty thousand seats, and a separate search for each took most of a minute.
  const centres = centresOf(plan);
  const middle = (along: 'x' | 'y') => {
    const all = centres.map((centre) => centre[along]).sort((one, other) => one - other);
    return (all[0]! + all.at(-1)!) / 2;
  };
  const at = { x: middle('x'), y: middle('y') };
  const away = ({ seat }: Seat) => Math.hypot(centres[seat]!.x - at.x, centres[seat]!.y - at.y);
  return seats.filter(({ status }) => status === 'available').sort((one, other) => away(one) - away(other));
}

/** The map's viewport as `view` returns it, and the left and top edge of the map in the window in CSS pixels. */
async function placeOf(page: Page): Promise<{ view: [number, number, number]; edge: [number, number] }> {
  await atRest(page);
  // A text above the map can still grow by a line. Three frames must agree.
  return picture(page).evaluate(async (box) => {
    const root = box.closest('[data-view]')!;
    const read = () => {
      const { x, y } = box.getBoundingClientRect();
      return `${root.getAttribute('data-view')} ${x} ${y} ${root.hasAttribute('data-still')}`;
    };
    let last = '';
    for (let same = 0; same < 2; ) {
      await new Promise(requestAnimationFrame);
      const place = read();
      same = place === last && place.endsWith('true') ? same + 1 : 0;
      last = place;
    }
    const [left, top, scale, x, y] = last.split(' ').map(Number) as [number, number, number, number, number];
    return { view: [left, top, scale], edge: [x, y] };
  });
}

/** The positions of seats in the window, in CSS pixels. They may lie outside the map. */
export async function pixelsOf(page: Page, plan: Plan, seats: number[]): Promise<{ x: number; y: number }[]> {
  const { view, edge } = await placeOf(page);
  const [left, top, scale] = view;
  return seats.map((seat) => {
    const { x, y } = centreOf(plan, seat);
    return { x: edge[0] + (x - left) * scale, y: edge[1] + (y - top) * scale };
  });
}

/** The position of a seat in the window, in CSS pixels. It may lie outside the map. */
export async function pixelOf(page: Page, plan: Plan, seat: number): Promise<{ x: number; y: number }> {
  return (await pixelsOf(page, plan, [seat]))[0]!;
}

/** Scrolls the whole map into view, so that nothing covers it. */
export async function comeToPicture(page: Page): Promise<void> {
  await picture(page).evaluate((box) => box.scrollIntoView({ block: 'nearest', behavior: 'instant' }));
}

/** Clicks a seat on the map. */
export async function pressSeat(page: Page, plan: Plan, seat: number): Promise<void> {
  await comeToPicture(page);
  const { x, y } = await pixelOf(page, plan, seat);
  await page.mouse.click(x, y);
}
