// Headless Firefox, with an empty profile for each window.

import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { WebDriver } from 'selenium-webdriver';
import { Marionette } from './marionette.ts';
import { eventually, start, type Program } from './program.ts';
import { driven } from './webdriver.ts';
import type { OwnBrowser } from './window.ts';

export async function startFirefox(shop: string): Promise<OwnBrowser> {
  const profile = await mkdtemp(join(tmpdir(), 'frontrow-firefox-'));
  let firefox: Program | undefined;
  const end = async () => {
    await firefox?.stop('SIGKILL');
    await rm(profile, { recursive: true, force: true, maxRetries: 5 });
  };
  try {
    // Port 0 lets Firefox choose a free port, which it writes into its profile.
    await writeFile(join(profile, 'user.js'), 'user_pref("marionette.port", 0);\n');
    const options = ['--marionette', '--headless', '--no-remote', '--profile', profile];
    firefox = await start(process.env.FIREFOX ?? 'firefox-esr', 'firefox-esr', options, { MOZ_CRASHREPORTER_DISABLE: '1' });
    const port = await eventually('Firefox', async () => Number(await readFile(join(profile, 'MarionetteActivePort'), 'utf8')) || undefined);
    const marionette = await Marionette.connect(port);
    return await driven(new WebDriver(await marionette.newSession(), marionette), shop, end);
  } catch (problem) {
    await end();
    throw problem;
  }
}
