import { execFileSync } from 'node:child_process';
import { defineConfig, devices } from '@playwright/test';

// The server under test. scripts/end2end starts one with a separate demo season and sets its address.
const baseURL = process.env.FRONTROW_URL ?? process.env.BASE_URL ?? 'http://127.0.0.1:3000';

/** The specs that run in Firefox and WebKit too: their windows come from browsers/test.ts. */
const EVERY_BROWSER = ['**/facts.spec.ts', '**/journeys.spec.ts', '**/truth.spec.ts'];

/** The path of the installed Chromium. Nothing is downloaded. */
function chromium(): string {
  if (process.env.CHROMIUM) return process.env.CHROMIUM;
  for (const name of ['chromium', 'chromium-browser', 'google-chrome']) {
    try {
      return execFileSync('sh', ['-c', `command -v ${name}`], { encoding: 'utf8' }).trim();
    } catch {
      // Try the next one.
    }
  }
  throw new Error('No Chromium on this machine. Install one (apt-get install chromium), or name it in CHROMIUM.');
}

/** Without LONG=1, a project skips the tests tagged for it: the same tests in another project would find the same errors. */
const leftOut = (project: string): RegExp[] => (Number(process.env.LONG ?? 0) > 0 ? [] : [new RegExp(`@not-${project}\\b`)]);

export default defineConfig({
  testDir: './tests',
  outputDir: './test-results',
  workers: 2,
  retries: 0,
  fullyParallel: true,
  forbidOnly: true,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter: [['list']],
  use: {
    baseURL,
    // Recording a trace slows down every test, and helps only with those that fail. To run one again with a trace: scripts/end2end
    // --trace=retain-on-failure.
    trace: 'off',
    screenshot: 'only-on-failure',
    actionTimeout: 10_000,
    navigationTimeout: 20_000,
    launchOptions: {
      executablePath: chromium(),
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
  projects: [
    {
      name: 'hydrated',
      testIgnore: ['**/phone.spec.ts', '**/javascript-off.spec.ts'],
      use: { ...devices['Desktop Chrome'], viewport: { width: 1440, height: 900 } },
    },
    {
      name: 'phone',
      testMatch: ['**/phone.spec.ts', '**/pages.spec.ts'],
      grepInvert: leftOut('phone'),
      use: { ...devices['Pixel 7'], viewport: { width: 360, height: 740 }, screen: { width: 360, height: 740 } },
    },
    {
      name: 'javascript-off',
      testMatch: [
        '**/javascript-off.spec.ts',
        '**/pages.spec.ts',
        '**/prices.spec.ts',
        '**/refund.spec.ts',
        '**/sign-in.spec.ts',
        '**/transfer.spec.ts',
        '**/waiting.spec.ts',
      ],
      grepInvert: leftOut('javascript-off'),
      use: { ...devices['Desktop Chrome'], viewport: { width: 1440, height: 900 }, javaScriptEnabled: false },
    },
    // Playwright's Firefox and WebKit are patched builds, so browsers/ drives Debian's.
    ...(['firefox', 'webkit'] as const).map((browserName) => ({
      name: browserName,
      testMatch: EVERY_BROWSER,
      grepInvert: leftOut(browserName),
      use: { browserName },
    })),
  ],
});
