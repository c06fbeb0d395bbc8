import { execFileSync } from 'node:child_process';
import { defineConfig, devices } from '@playwright/test';

// The server that is tried; scripts/end2end starts one with a demo season of its own and says where it is.
const baseURL = process.env.FRONTROW_URL ?? process.env.BASE_URL ?? 'http://127.0.0.1:3000';

/** The machine's own browser: none is downloaded. */
function chromium(): string {
  if (process.env.CHROMIUM) return process.env.CHROMIUM;
  for (const name of ['chromium', 'chromium-browser', 'google-chrome']) {
    try {
      return execFileSync('sh', ['-c', `command -v ${name}`], { encoding: 'utf8' }).trim();
    } catch {
      // The next one, then.
    }
  }
  throw new Error('No Chromium on this machine. Install one (apt-get install chromium), or name it in CHROMIUM.');
}

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
    trace: 'retain-on-failure',
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
      use: { ...devices['Pixel 7'], viewport: { width: 360, height: 740 }, screen: { width: 360, height: 740 } },
    },
    {
      name: 'javascript-off',
      testMatch: ['**/javascript-off.spec.ts', '**/pages.spec.ts', '**/prices.spec.ts', '**/refund.spec.ts', '**/waiting.spec.ts'],
      use: { ...devices['Desktop Chrome'], viewport: { width: 1440, height: 900 }, javaScriptEnabled: false },
    },
  ],
});
