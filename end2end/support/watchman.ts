// Records every error of a page that a buyer would not see.

import type { Page } from '@playwright/test';

export class Watchman {
  readonly complaints: string[] = [];
  private readonly allowed: RegExp[] = [];

  constructor(
    private readonly origin: string,
    private readonly javaScript: boolean,
  ) {}

  /** Allows complaints that match `pattern`, for tests that make the server fail. */
  allow(pattern: RegExp): void {
    this.allowed.push(pattern);
  }

  watch(page: Page): void {
    page.on('console', (message) => {
      if (message.type() === 'error') this.complaints.push(`console: ${message.text()} (${message.location().url})`);
    });
    page.on('pageerror', (error) => {
      // The test left the page during its view transition, so the browser aborted the transition.
      if (/^Transition was (skipped|aborted)/.test(error.message)) return;
      this.complaints.push(`page error: ${error.message}`);
    });
    page.on('requestfailed', (request) => {
      const url = request.url();
      const why = request.failure()?.errorText ?? 'no reason given';
      if (!url.startsWith(this.origin)) return;
      // When a page is left, the browser aborts its requests for the live stream, the plan or images. Requests that change something must
      // not be aborted.
      if (why === 'net::ERR_ABORTED' && request.method() === 'GET') return;
      // Chromium reports this when JavaScript is off and the page contains the site's script.
      if (why === 'csp' && !this.javaScript && /\/pkg\/.+\.js$/.test(url)) return;
      this.complaints.push(`request failed: ${request.method()} ${url}: ${why}`);
    });
    page.on('request', (request) => {
      const url = request.url();
      if (!url.startsWith(this.origin) && /^(https?|wss?):/.test(url)) this.complaints.push(`asked another site: ${url}`);
    });
  }

  /** The complaints that no pattern allows. */
  report(): string[] {
    return this.complaints.filter((complaint) => !this.allowed.some((pattern) => pattern.test(complaint)));
  }
}
