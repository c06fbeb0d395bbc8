// The search: results while typing, filters, distance, the calendar, and searches without results.

import type { Locator, Page } from '@playwright/test';
import { eventOnSale, type EventSummary } from '../support/api.ts';
import { axe } from '../support/axe.ts';
import { bringAlive, expectNotReloaded, expectNoSidewaysScrolling, mark } from '../support/hall.ts';
import { expect, test } from '../support/test.ts';

/** Whether a request is for a list of results. */
const isList = (url: URL): boolean => url.pathname === '/' && url.search !== '';

const field = (page: Page): Locator => page.getByRole('searchbox');
const chosen = (page: Page): Locator => page.getByRole('list', { name: 'Filters' });
const kinds = (page: Page): Locator => page.getByRole('navigation', { name: 'Kinds of event' });
const linkTo = (page: Page, event: EventSummary): Locator => page.locator(`a[href="/events/${event.slug}"]`);
const query = (page: Page): URLSearchParams => new URL(page.url()).searchParams;

/** Opens the hydrated list, with a mark that a reload would remove. */
async function openAlive(page: Page, path = '/'): Promise<void> {
  await page.goto(path);
  await bringAlive(page);
  await mark(page);
}

async function expectNothingSerious(page: Page): Promise<void> {
  const { violations } = await axe(page).analyze();
  const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
  expect(serious.map(({ id, help, nodes }) => `${id}: ${help}: ${nodes.map(({ target }) => target).join(' | ')}`)).toEqual([]);
}

test('results follow the typed text, with marked words, and are announced to screen readers', async ({ page, request }) => {
  const event = await eventOnSale(request);
  const word = event.title.split(' ').find((word) => /^\p{L}{4,}$/u.test(word)) ?? event.title;
  await openAlive(page);
  await field(page).pressSequentially(word);
  await expect(linkTo(page, event)).toBeVisible();
  await expect(linkTo(page, event).locator('mark').first()).toHaveText(new RegExp(word, 'i'));
  await expect(page.getByTestId('found-announcement')).toHaveText(new RegExp(`^\\d+ events? for “${word}”$`));
  expect(query(page).get('q')).toBe(word);
  await expect(field(page), 'the field keeps the focus').toBeFocused();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(`“${word}”`);
  await expectNotReloaded(page);
  await expectNothingSerious(page);
});

test('a late response is dropped in favour of a newer one', async ({ page, request }) => {
  const event = await eventOnSale(request);
  let release = () => {};
  const late = new Promise<void>((go) => (release = go));
  const asked: string[] = [];
  await page.route(isList, async (route) => {
    const url = route.request().url();
    asked.push(url);
    if (url.includes('xyzzy')) await late;
    await route.continue().catch(() => {});
  });
  await openAlive(page);
  await field(page).fill('xyzzy');
  await expect.poll(() => asked.some((url) => url.includes('xyzzy'))).toBe(true);
  await field(page).fill(event.title);
  await expect(linkTo(page, event)).toBeVisible();
  release();
  await page.waitForLoadState('networkidle');
  await expect(linkTo(page, event)).toBeVisible();
  await expect(page.getByText('No events found.')).toHaveCount(0);
});

test('a failed search is reported, and can be tried again', async ({ page, request, watchman }) => {
  watchman.allow(/ERR_FAILED/);
  const event = await eventOnSale(request);
  await openAlive(page);
  await page.route(isList, (route) => route.abort());
  await field(page).fill(event.title);
  await expect(page.getByRole('alert')).toContainText('What is on could not be asked for');
  await page.unroute(isList);
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(linkTo(page, event)).toBeVisible();
  await expect(page.getByRole('alert')).toHaveCount(0);
});

test('the search does not send a request for each letter', async ({ page }) => {
  let asked = 0;
  page.on('request', (request) => (asked += Number(isList(new URL(request.url())))));
  await openAlive(page);
  await field(page).pressSequentially('mahler', { delay: 20 });
  await expect(page.getByTestId('found-announcement')).toContainText('“mahler”');
  expect(asked).toBeLessThan(4);
});

test('typing adds nothing to the history, and Enter adds one step', async ({ page, request }) => {
  const event = await eventOnSale(request);
  await openAlive(page, `/?category=${event.category}`);
  await field(page).pressSequentially('xyz');
  await expect(page.getByTestId('found-announcement')).toContainText('“xyz”');
  await field(page).fill(event.title);
  await page.keyboard.press('Enter');
  await expect(linkTo(page, event)).toBeVisible();
  expect(query(page).get('q')).toBe(event.title);
  await page.goBack();
  await expect(page).toHaveURL(`/?category=${event.category}`);
  await expect(field(page), 'the field matches the address').toHaveValue('');
  await expect(page.getByRole('heading', { level: 1 })).not.toContainText('“');
  await page.goForward();
  await expect(field(page)).toHaveValue(event.title);
  await expect(linkTo(page, event)).toBeVisible();
  await expectNotReloaded(page);
});

test('the field keeps the focus when a visitor clears it', async ({ page }) => {
  await openAlive(page);
  await field(page).fill('mahler');
  await expect(page.getByTestId('found-announcement')).toContainText('“mahler”');
  await field(page).fill('');
  await expect(page).toHaveURL('/');
  await expect(page.locator('.list-head')).toBeVisible();
  await expect(field(page)).toBeFocused();
});

test('days and prices are recognised, and each can be removed', async ({ page, request }) => {
  const { venue } = await eventOnSale(request);
  const place = venue.name.split(' ')[0]!;
  await openAlive(page);
  await field(page).fill(`${place} next week under 500`);
  await expect(chosen(page).getByRole('link')).toHaveText([/^Next week/, /^Under €500/]);
  await expectNothingSerious(page);
  await chosen(page).getByRole('link', { name: 'Next week' }).click();
  await expect(field(page)).toHaveValue(`${place} under 500`);
  await expect(chosen(page).getByRole('link')).toHaveText([/^Under €500/]);
  await expect(chosen(page).getByRole('link'), 'the focus moves to the next filter').toBeFocused();
  await chosen(page).getByRole('link').click();
  await expect(field(page)).toHaveValue(place);
  await expect(chosen(page)).toHaveCount(0);
  await expect(page.getByRole('button', { name: 'Filters', exact: true }), 'the focus moves to the filters button').toBeFocused();
  await expect(page.getByRole('article').first()).toBeVisible();
});

test('days and prices are recognised in the language of the page, and in English', async ({ page }) => {
  const german = page.getByRole('list', { name: 'Filter' }).getByRole('link');
  await page.goto(`/de?q=${encodeURIComponent('nächste Woche unter 500 €')}`);
  await expect(german).toHaveText([/^Nächste Woche/, /^Unter 500/]);
  await page.goto(`/de?q=${encodeURIComponent('next week under 500')}`);
  await expect(german).toHaveText([/^Nächste Woche/, /^Unter 500/]);
});

test('a recognised part can be searched for as words', async ({ page }) => {
  await page.goto('/?q=tonight');
  await page.getByRole('link', { name: 'search for the words “tonight”' }).click();
  await expect(page).toHaveURL(/q=%22tonight%22/);
  await expect(chosen(page)).toHaveCount(0);
});

test('filters apply at once, and are in the address', async ({ page }) => {
  await openAlive(page);
  await page.getByRole('button', { name: 'Filters', exact: true }).click();
  await page.getByLabel('Price').selectOption({ label: 'Under €100' });
  await expect(page).toHaveURL('/?max_price=10000');
  await expect(chosen(page).getByRole('link')).toHaveText([/^Under €100/]);
  await page.getByRole('checkbox', { name: 'On sale now' }).check();
  await expect(page).toHaveURL('/?max_price=10000&on_sale=true');
  await expect(page.getByRole('checkbox', { name: 'On sale now' }), 'the field keeps the focus').toBeFocused();
  await kinds(page).getByRole('link', { name: /^Concerts/ }).click();
  await expect(page).toHaveURL('/?category=concert&max_price=10000&on_sale=true');
  await page.goBack();
  await page.goBack();
  await expect(page).toHaveURL('/?max_price=10000');
  await page.getByRole('button', { name: 'Filters', exact: true }).click();
  await expect(page.getByRole('checkbox', { name: 'On sale now' })).not.toBeChecked();
  await expect(page.getByLabel('Price')).toHaveValue('10000');
  await expectNotReloaded(page);
});

test('Escape, the button and a click outside close the sheet of filters', async ({ page }) => {
  await openAlive(page);
  const open = page.getByRole('button', { name: 'Filters', exact: true });
  const sheet = page.getByRole('dialog', { name: 'Filters' });
  await expect(sheet).toBeHidden();
  await open.press('Enter');
  await expect(sheet).toBeVisible();
  await expect(sheet.getByRole('heading', { name: 'Filters' })).toBeVisible();
  await expect(page.getByLabel('When'), 'the first field takes the focus').toBeFocused();
  await expectNothingSerious(page);
  await page.keyboard.press('Escape');
  await expect(sheet).toBeHidden();
  await expect(open, 'the focus returns to the button').toBeFocused();
  await open.click();
  await sheet.getByRole('button', { name: 'Show events' }).click();
  await expect(sheet).toBeHidden();
  await open.click();
  await page.getByRole('heading', { level: 1 }).click({ position: { x: 1, y: 1 } });
  await expect(sheet).toBeHidden();
});

test('the Tab key closes the sheet of filters when it leaves the sheet', async ({ page }) => {
  await openAlive(page);
  const sheet = page.getByRole('dialog', { name: 'Filters' });
  await page.getByRole('button', { name: 'Filters', exact: true }).press('Enter');
  await expect(sheet).toBeVisible();
  await sheet.getByRole('button', { name: 'Show events' }).focus();
  await expect(sheet, 'the sheet stays open while the focus is inside').toBeVisible();
  await page.keyboard.press('Tab');
  await expect(sheet).toBeHidden();
  expect(await page.evaluate(() => document.activeElement !== document.body), 'the focus moves on').toBe(true);
});

test('with forced colours, only the current category has a line', async ({ page }) => {
  await page.emulateMedia({ forcedColors: 'active' });
  await page.goto('/?category=concert');
  const lines = await kinds(page).getByRole('link').evaluateAll((links) =>
    links.map((link) => ({ isCurrent: link.hasAttribute('aria-current'), colour: getComputedStyle(link).borderBlockEndColor })),
  );
  const current = lines.filter(({ isCurrent }) => isCurrent).map(({ colour }) => colour);
  expect(current).toHaveLength(1);
  const others = lines.filter(({ isCurrent }) => !isCurrent).map(({ colour }) => colour);
  expect(others).not.toHaveLength(0);
  expect(others).not.toContain(current[0]);
});

test('a chosen filter applies when a visitor follows a link before the list has loaded', async ({ page }) => {
  let release = () => {};
  const late = new Promise<void>((go) => (release = go));
  const asked: string[] = [];
  await page.route(isList, async (route) => {
    const url = route.request().url();
    asked.push(url);
    if (url.endsWith('?on_sale=true')) await late;
    await route.continue().catch(() => {});
  });
  await openAlive(page);
  await page.getByRole('button', { name: 'Filters', exact: true }).click();
  await page.getByRole('checkbox', { name: 'On sale now' }).check();
  await expect.poll(() => asked.some((url) => url.endsWith('?on_sale=true'))).toBe(true);
  await kinds(page).getByRole('link', { name: /^Concerts/ }).click();
  await expect(page).toHaveURL('/?category=concert&on_sale=true');
  await expect(chosen(page).getByRole('link')).toHaveText([/^On sale now/]);
  release();
  // The click on the link closed the sheet.
  await page.getByRole('button', { name: 'Filters', exact: true }).click();
  await expect(page.getByRole('checkbox', { name: 'On sale now' })).toBeChecked();
});

test('filters show how many events they lead to', async ({ page }) => {
  await page.goto('/');
  const concerts = kinds(page).getByRole('link', { name: /^Concerts/ });
  const count = (await concerts.locator('.visually-hidden').textContent())!.replace(/\D+$/, '');
  await concerts.click();
  await expect(page.locator('.found-count')).toHaveText(new RegExp(`^${count} events?$`));
  await expect(kinds(page).getByRole('link', { name: /^Concerts/ })).toHaveAttribute('aria-current', 'page');
});

test('Near me asks for the position, and sorts by distance', async ({ page }) => {
  await page.context().grantPermissions(['geolocation']);
  await page.context().setGeolocation({ latitude: 60.9827, longitude: 25.6612 });
  await page.addInitScript(() => {
    const locate = navigator.geolocation.getCurrentPosition.bind(navigator.geolocation);
    Object.assign(window, { located: 0 });
    navigator.geolocation.getCurrentPosition = (...how) => {
      Object.assign(window, { located: (window as unknown as { located: number }).located + 1 });
      locate(...how);
    };
  });
  await page.goto('/');
  await bringAlive(page);
  const located = () => page.evaluate(() => (window as unknown as { located: number }).located);
  expect(await located(), 'the page does not ask for the position by itself').toBe(0);
  await page.getByRole('button', { name: 'Near me' }).click();
  await expect(page).toHaveURL('/?near=60.98%2C25.66&radius_km=50&sort=distance');
  expect(await located()).toBe(1);
  await expect(page.getByRole('article').first()).toContainText('km away');
  await chosen(page).getByRole('link', { name: 'Within 50 km' }).click();
  await expect(page).toHaveURL('/');
});

test('if nothing is near, the page offers a larger distance', async ({ page, request }) => {
  const { events } = await (await request.get('/api/v1/events?near=60.17,24.94&radius_km=50&limit=1')).json();
  expect(events, 'nothing is on within 50 km of Helsinki').toHaveLength(0);
  await page.goto('/?near=60.17%2C24.94&radius_km=50&sort=distance');
  await expect(page.getByText('No events found.')).toBeVisible();
  await page.getByRole('link', { name: /^Look within \d+ km$/ }).click();
  await expect(page.getByRole('article').first()).toContainText('km away');
});

test('the back button restores the earlier list, after a reload too', async ({ page }) => {
  await openAlive(page);
  await field(page).fill('sibelius');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL('/?q=sibelius');
  await page.getByRole('button', { name: 'Filters', exact: true }).click();
  await page.getByRole('checkbox', { name: 'On sale now' }).check();
  await expect(page).toHaveURL('/?q=sibelius&on_sale=true');
  await page.reload();
  await expect(chosen(page).getByRole('link', { name: /^On sale now/ })).toBeVisible();
  await page.goBack();
  await expect(page).toHaveURL('/?q=sibelius');
  await expect(chosen(page)).toHaveCount(0);
});

test('after a filter is removed, the focus moves to the next one', async ({ page }) => {
  await openAlive(page, '/?q=sibelius&on_sale=true&max_price=10000');
  await chosen(page).getByRole('link', { name: /^Under €100/ }).press('Enter');
  await expect(page).toHaveURL('/?q=sibelius&on_sale=true');
  await expect(chosen(page).getByRole('link', { name: /^On sale now/ })).toBeFocused();
  expect(await page.evaluate(() => window.scrollY), 'the page does not scroll').toBe(0);
});

test('a visitor who refuses to share the position is told what else to do', async ({ page }) => {
  await page.context().clearPermissions();
  await openAlive(page);
  await page.getByRole('button', { name: 'Near me' }).click();
  await expect(page.getByText('Name a town in the search instead.')).toBeVisible();
  await expect(page).toHaveURL('/');
});

test('recent searches are offered in an empty field, stay on the device, and can be forgotten', async ({ page }) => {
  await openAlive(page);
  for (const words of ['one', 'two', 'three', 'four', 'five', 'six', 'seven', 'Two']) {
    await field(page).fill(words);
    await page.keyboard.press('Enter');
    await expect(page.getByTestId('found-announcement')).toContainText(`“${words}”`);
  }
  const recent = page.getByRole('group', { name: 'Recent searches' });
  await expect(recent, 'hidden while the field has text').toBeHidden();
  await page.goto('/');
  await bringAlive(page);
  await expect(recent.getByRole('link')).toHaveText(['Two', 'seven', 'six', 'five', 'four', 'three']);
  await expectNothingSerious(page);
  await page.keyboard.press('Escape');
  await expect(recent, 'Escape closes the list, which covers the filters').toBeHidden();
  await field(page).press('a');
  await field(page).press('Backspace');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await expect(recent.getByRole('link', { name: 'Two' }), 'Tab reaches the list').toBeFocused();
  await recent.getByRole('button', { name: 'Forget “seven”' }).click();
  await expect(recent.getByRole('link')).toHaveText(['Two', 'six', 'five', 'four', 'three']);
  await expect(field(page)).toBeFocused();
  await recent.getByRole('link', { name: 'six' }).click();
  await expect(page).toHaveURL('/?q=six');
  await expect(field(page)).toHaveValue('six');
  await field(page).fill('');
  await recent.getByRole('button', { name: 'Forget all' }).click();
  await expect(recent).toHaveCount(0);
  expect(await page.evaluate(() => localStorage.getItem('frontrow-searches'))).toBeNull();
});

test('a search without results names its filters, offers to remove them, and shows other events', async ({ page, request }) => {
  const event = await eventOnSale(request);
  await page.goto(`/?q=${encodeURIComponent(event.title)}&max_price=1`);
  await expect(page.getByText('No events found.')).toBeVisible();
  await expect(page.getByText(`You asked for: “${event.title}”, Under €0.01.`)).toBeVisible();
  await expect(page.getByRole('heading', { name: 'What else is on' })).toBeVisible();
  await expectNothingSerious(page);
  await page.getByRole('link', { name: 'Leave out Under €0.01' }).click();
  await expect(page).not.toHaveURL(/max_price/);
  expect(query(page).get('q')).toBe(event.title);
  await expect(linkTo(page, event)).toBeVisible();
});

test('the calendar leads from month to month, and to a day', async ({ page }) => {
  await page.goto('/');
  await page.getByRole('link', { name: 'Calendar', exact: true }).click();
  await expect(page).toHaveURL('/?view=calendar');
  const calendar = page.getByRole('table');
  await expect(calendar.getByRole('columnheader')).toHaveCount(7);
  await expect(page.getByRole('link', { name: /^Previous month/ })).toHaveCount(0);
  const title = await calendar.locator('caption').textContent();
  await page.getByRole('link', { name: /^Next month/ }).click();
  await expect(calendar.locator('caption')).not.toHaveText(title!);
  await page.getByRole('link', { name: /^Previous month/ }).click();
  await expect(calendar.locator('caption')).toHaveText(title!);
  await expectNothingSerious(page);

  // Go to the next month with an event, then to the page of this event.
  const events = calendar.locator('a[href^="/events/"]');
  for (let months = 0; months < 6 && (await events.count()) === 0; months++) {
    const here = await calendar.locator('caption').textContent();
    await page.getByRole('link', { name: /^Next month/ }).click();
    await expect(calendar.locator('caption')).not.toHaveText(here!);
  }
  await expect(events.first(), 'a link names its day').toHaveAccessibleName(/^\d\d:\d\d .+, \w+day \d+$/);
  await events.first().click();
  await expect(page).toHaveURL(/\/events\//);
});

test('the calendar keeps a filter by days as long as the month contains them', async ({ page, request }) => {
  const { starts_at, venue } = await eventOnSale(request);
  expect(venue.name).toBeTruthy();
  const day = starts_at.slice(0, 10);
  const next = new Date(Date.parse(day) + 86_400_000).toISOString().slice(0, 10);
  await page.goto(`/?view=calendar&from=${day}&to=${next}`);
  const calendar = page.getByRole('table');
  await expect(calendar.locator(`time[datetime="${day}"]`)).toBeVisible();
  await expect(chosen(page).getByRole('link')).toHaveCount(1);
  const days = await calendar.locator('td:has(a[href^="/events/"]) time').evaluateAll((all) => all.map((time) => time.getAttribute('datetime')));
  expect(days).toEqual([day]);
  await page.getByRole('link', { name: /^Next month/ }).click();
  await expect(chosen(page)).toHaveCount(0);
});

test('no view is wider than a window of 320 pixels', async ({ page }) => {
  await page.setViewportSize({ width: 320, height: 640 });
  for (const path of ['/', '/?q=mahler+next+week+under+50', '/?q=xyzzyxyzzyxyzzyxyzzyxyzzyxyzzyxyzzyxyzzyxyzzy', '/?view=calendar', '/?category=concert&sort=price']) {
    await page.goto(path);
    await page.getByRole('button', { name: 'Filters', exact: true }).click();
    await expectNoSidewaysScrolling(page);
  }
});
