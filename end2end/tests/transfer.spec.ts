// A buyer transfers a ticket, with and without JavaScript.

import { randomUUID } from 'node:crypto';
import type { APIRequestContext } from '@playwright/test';
import { bookingOf, holdBest, pay, type EventSummary } from '../support/api.ts';
import { importEvent, operate } from '../support/program.ts';
import { expect, test } from '../support/test.ts';

interface Tickets {
  tickets?: { id: string; code: string }[];
  given?: { id: string; to: string }[];
}

/** Returns a function that checks a code at the door of an event. */
async function scanner(request: APIRequestContext, event: EventSummary): Promise<(code: string) => Promise<string>> {
  const token = await operate('token', 'door', `north-${randomUUID()}`, '--event', event.slug);
  return async (code) => {
    const scan = { code, door: 'North', id: randomUUID() };
    const answer = await request.post('/api/v1/tickets/check', { headers: { Authorization: `Bearer ${token}` }, data: scan });
    const { outcome } = (await answer.json()) as { outcome: string };
    return outcome;
  };
}

test('the old code of a transferred ticket is void, and the link shows the new ticket', async ({ page, newBuyer, request }) => {
  const event = await importEvent(request, { hold_seconds: 300 });
  const scan = await scanner(request, event);
  const booking = await pay(page.request, await holdBest(page.request, event.id, 2));
  const [kept, away] = (booking as unknown as Tickets).tickets!;

  await page.goto(`/bookings/${booking.id}`);
  const form = page.getByTestId('give-form');
  await form.getByLabel('Ticket').selectOption(away!.id);
  await form.getByLabel('Their e-mail address').fill('mia@example.org');
  await form.getByRole('button', { name: 'Give the ticket' }).click();
  await expect(page).toHaveURL(`/bookings/${booking.id}?given=1#give`);
  await expect(page.getByText('You gave the ticket away')).toBeInViewport();
  await expect(page.getByTestId('given')).toContainText('Given to m***@example.org');
  await expect(page.getByTestId('ticket')).toHaveCount(1);

  const now = (await bookingOf(page.request, booking.id)) as unknown as Tickets;
  expect(now.tickets!.map(({ id }) => id)).toEqual([kept!.id]);
  expect(now.given!.map(({ to }) => to)).toEqual(['m***@example.org']);
  expect(await scan(away!.code)).toBe('void');
  expect(await scan(kept!.code)).toBe('admitted');
  expect(await scan(kept!.code)).toBe('again');

  // The shop of these tests sends no e-mail, so the buyer forwards the link.
  await page.goto('/sandbox/letters');
  const link = await page.getByRole('link', { name: /^A ticket for you: / }).getAttribute('href');
  const mia = await newBuyer();
  await mia.goto(link!);
  await expect(mia.getByRole('main')).toContainText('gave it to you');
  const pdf = await mia.request.get(`${link}/tickets.pdf`);
  expect([pdf.status(), pdf.headers()['content-type']]).toEqual([200, 'application/pdf']);
  // The remaining ticket has been used, so the buyer cannot transfer it.
  await page.goto(`/bookings/${booking.id}`);
  await page.getByTestId('give-form').getByLabel('Their e-mail address').fill('eve@example.org');
  await page.getByTestId('give-form').getByRole('button').click();
  await expect(page.getByRole('alert')).toBeInViewport();
  await expect(page).toHaveURL(`/bookings/${booking.id}#give`);
  await expect(page.getByTestId('ticket')).toHaveCount(1);
});
