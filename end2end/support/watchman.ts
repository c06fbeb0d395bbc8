// Listens to a page and writes down everything that a buyer would not see and that should not happen.

import type { Page } from '@playwright/test';

export class Watchman {
  readonly complaints: string[] = [];
  private readonly allowed: RegExp[] = [];

  constructor(
    private readonly origin: string,
    private readonly javaScript: boolean,
  ) {}

  /** Lets complaints that fit `pattern` pass: a test that makes the server fail expects them. */
  allow(pattern: RegExp): void {
    this.allowed.push(pattern);
  }

  watch(page: Page): void {
    page.on('console', (message) => {
      if (message.type() === 'error') this.complaints.push(`console: ${message.text()} (${message.location().url})`);
    });
    page.on('pageerror', (error) => {
      // Who goes on before a page has faded in: the browser drops the fading, and nothing else.
      if (/^Transition was (skipped|aborted)/.test(error.message)) return;
      this.complaints.push(`page error: ${error.message}`);
    });
    page.on('requestfailed', (request) => {
      const url = request.url();
      const why = request.failure()?.errorText ?? 'no reason given';
      if (!url.startsWith(this.origin)) return;
      // A page that is left asks for no more, whatever it was asking for: its live stream, its plan, a picture. What changes something
      // must not be given up that way.
      if (why === 'net::ERR_ABORTED' && request.method() === 'GET') return;
      // With JavaScript off, Chromium refuses the site's script in these words.
      if (why === 'csp' && !this.javaScript && /\/pkg\/.+\.js$/.test(url)) return;
      this.complaints.push(`request failed: ${request.method()} ${url}: ${why}`);
    });
    page.on('request', (request) => {
      const url = request.url();
      if (!url.startsWith(this.origin) && /^(https?|wss?):/.test(url)) this.complaints.push(`asked another site: ${url}`);
    });
  }

  /** What was heard and nobody had allowed. */
  report(): string[] {
    return this.complaints.filter((complaint) => !this.allowed.some((pattern) => pattern.test(complaint)));
  }
}
