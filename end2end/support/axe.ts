// axe with its fastest settings: it takes most of the time of the tests that use it.

import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';

/**
 * Reports only violations, not everything that passes. Legacy mode analyses in the page itself instead of in a separate one: the separate page is
 * for frames of other sites, which the shop does not have.
 */
export function axe(page: Page): AxeBuilder {
  return new AxeBuilder({ page }).options({ resultTypes: ['violations'] }).setLegacyMode();
}
