// axe with its fastest settings: it takes most of the time of the tests that use it.

import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';

/**
 * An axe that says what is wrong and does not describe all that is right. It does its sums in the page itself instead of in another one: no page
 * of the shop has a frame of another site, which is what the other way is for.
 */
export function axe(page: Page): AxeBuilder {
  return new AxeBuilder({ page }).options({ resultTypes: ['violations'] }).setLegacyMode();
}
