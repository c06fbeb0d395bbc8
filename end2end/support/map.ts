// The picture of the hall. It is a canvas: where a seat is on it follows from the plan and from what the map says of its view. The
// component's element bears `data-zoom` (far: sections; middle: seats; near: their numbers too), `data-still` (nothing moves and all is
// drawn), `data-version` (of the event, as drawn) and `data-view`: left and upper edge in plan units, and pixels for a plan unit.

import { expect, type APIRequestContext, type Locator, type Page } from '@playwright/test';
import type { EventSummary, Seat } from './api.ts';

export const map = (page: Page): Locator => page.getByTestId('seat-map');

/** The part of the map that is drawn on, dragged and pressed. */
export const picture = (page: Page): Locator => page.locator('.seat-map__box');

export interface Plan {
  sections: { rows: { x: number[]; y: number[] }[] }[];
}

/** The plan that the map of an event draws. */
export async function planOf(request: APIRequestContext, event: EventSummary): Promise<Plan> {
  const { venue } = (await (await request.get(`/api/v1/events/${event.id}`)).json()) as { venue: { seating_plan_url: string } };
  return (await (await request.get(venue.seating_plan_url)).json()) as Plan;
}

/** Waits until the map stands still and all of it is drawn. */
export async function atRest(page: Page): Promise<void> {
  await expect(map(page)).toHaveAttribute('data-still', '');
}

/** Left edge, upper edge, pixels for a plan unit. */
export async function view(page: Page): Promise<[number, number, number]> {
  await atRest(page);
  const text = await map(page).getAttribute('data-view');
  const [x, y, scale] = text!.split(' ').map(Number);
  return [x, y, scale];
}

/** The centres of all seats in the plan's own units, in the order of their numbers. */
export function centresOf(plan: Plan): { x: number; y: number }[] {
  return plan.sections.flatMap(({ rows }) => rows.flatMap(({ x, y }) => x.map((left, at) => ({ x: left, y: y[at]! }))));
}

/** The centre of a seat in the plan's own units. */
function centreOf(plan: Plan, seat: number): { x: number; y: number } {
  const centre = centresOf(plan)[seat];
  if (!centre) throw new Error(`the plan has no seat ${seat}`);
  return centre;
}

/** The free seats, those in the middle of the hall first: nothing lies over the middle of the picture. */
export function freeInTheMiddle(plan: Plan, seats: Seat[]): Seat[] {
  // Once for all seats: a stadium has fifty thousand, and to look each up by itself took most of a minute.
  const centres = centresOf(plan);
  const middle = (along: 'x' | 'y') => {
    const all = centres.map((centre) => centre[along]).sort((one, other) => one - other);
    return (all[0]! + all.at(-1)!) / 2;
  };
  const at = { x: middle('x'), y: middle('y') };
  const away = ({ seat }: Seat) => Math.hypot(centres[seat]!.x - at.x, centres[seat]!.y - at.y);
  return seats.filter(({ status }) => status === 'available').sort((one, other) => away(one) - away(other));
}

/** Where a seat is on the page, in pixels of the viewport; it may lie outside the picture. */
export async function pixelOf(page: Page, plan: Plan, seat: number): Promise<{ x: number; y: number }> {
  const [left, top, scale] = await view(page);
  const box = (await picture(page).boundingBox())!;
  const centre = centreOf(plan, seat);
  return { x: box.x + (centre.x - left) * scale, y: box.y + (centre.y - top) * scale };
}

/** Scrolls until the middle of the picture is in the middle of the window, where nothing lies over it. */
export async function comeToPicture(page: Page): Promise<void> {
  await picture(page).evaluate((box) => box.scrollIntoView({ block: 'center', behavior: 'instant' }));
}

/** Presses a seat in the picture. */
export async function pressSeat(page: Page, plan: Plan, seat: number): Promise<void> {
  await comeToPicture(page);
  const { x, y } = await pixelOf(page, plan, seat);
  await page.mouse.click(x, y);
}
