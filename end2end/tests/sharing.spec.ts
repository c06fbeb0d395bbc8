// The data of a page for other sites, and the icons of the site.

import { eventOf, eventOnSale } from '../support/api.ts';
import { expect, test } from '../support/test.ts';

test('a shared event has a preview card', async ({ page, request }) => {
  const event = await eventOnSale(request);
  await page.goto(`/events/${event.slug}`);
  const tag = (property: string) => page.locator(`head meta[property="${property}"]`).getAttribute('content');
  const address = `${test.info().project.use.baseURL}/events/${event.slug}`;
  expect(await tag('og:title')).toBe(event.title);
  expect(await tag('og:url')).toBe(address);
  expect(await page.locator('head link[rel="canonical"]').getAttribute('href')).toBe(address);
  const size = await page.evaluate(async (source) => {
    const picture = new Image();
    picture.src = source;
    await picture.decode();
    return [picture.naturalWidth, picture.naturalHeight].map(String);
  }, (await tag('og:image'))!);
  expect(size).toEqual([await tag('og:image:width'), await tag('og:image:height')]);
});

test('a shared venue, performer and home page have preview cards', async ({ page, request }) => {
  const event = await eventOnSale(request);
  await page.goto(`/events/${event.slug}`);
  const venue = await page.locator('main a[href^="/venues/"]').first().getAttribute('href');
  const performer = await page.locator('main a[href^="/performers/"]').first().getAttribute('href');
  for (const path of [venue!, performer!, '/']) {
    await page.goto(path);
    const tag = (property: string) => page.locator(`head meta[property="${property}"]`).getAttribute('content');
    expect(await tag('og:url')).toBe(`${test.info().project.use.baseURL}${path}`);
    expect(await page.title()).toContain((await tag('og:title'))!);
    const answer = await request.get((await tag('og:image'))!);
    expect(answer.headers()['content-type']).toBe('image/png');
  }
  await page.goto('/?category=concert');
  await expect(page.locator('head meta[property="og:url"]'), 'a filtered list has no card').toHaveCount(0);
});

test('search engines get the name, time, place and price of an event', async ({ page, request }) => {
  for (const [event, availability] of [[await eventOnSale(request), 'InStock'], [await eventOf(request, 'not_yet'), 'PreOrder']] as const) {
    await page.goto(`/events/${event.slug}`);
    const data = JSON.parse((await page.locator('script[type="application/ld+json"]').textContent())!);
    expect(data).toMatchObject({ '@context': 'https://schema.org', name: event.title, location: { '@type': 'Place', name: event.venue.name } });
    expect(new Date(data.startDate).getTime()).toBeGreaterThan(Date.now());
    expect(data.offers.length).toBeGreaterThan(0);
    for (const offer of data.offers) {
      expect(offer).toMatchObject({ availability: `https://schema.org/${availability}`, price: expect.stringMatching(/^\d+\.\d\d$/) });
    }
  }
});

test('the site has icons of every size that its manifest names', async ({ page, request }) => {
  await page.goto('/');
  const manifest = await (await request.get((await page.locator('link[rel="manifest"]').getAttribute('href'))!)).json();
  const touch = await page.locator('link[rel="apple-touch-icon"]').getAttribute('href');
  const icons: { src: string; sizes: string }[] = [...manifest.icons, { src: touch, sizes: '180x180' }];
  for (const { src, sizes } of icons.filter(({ sizes }) => sizes !== 'any')) {
    const size = await page.evaluate(async (source) => {
      const picture = new Image();
      picture.src = source;
      await picture.decode();
      return `${picture.naturalWidth}x${picture.naturalHeight}`;
    }, src);
    expect(size, src).toBe(sizes);
  }
});
