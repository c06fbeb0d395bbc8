// WebKit in WebKitGTK's MiniBrowser, on a virtual screen.

import { createServer, type AddressInfo } from 'node:net';
import { Builder, Capabilities } from 'selenium-webdriver';
import { eventually, start, type Program } from './program.ts';
import { driven } from './webdriver.ts';
import type { OwnBrowser } from './window.ts';

export async function startWebKit(shop: string): Promise<OwnBrowser> {
  const screen = await start('Xvfb', 'xvfb', ['-displayfd', '3', '-screen', '0', '1600x1200x24', '-nolisten', 'tcp']);
  let server: Program | undefined;
  const end = async () => {
    await server?.stop('SIGKILL');
    // SIGTERM lets Xvfb remove its socket.
    await screen.stop('SIGTERM');
  };
  try {
    const display = await new Promise<string>((resolve, reject) => {
      screen.child.stdio[3]!.once('data', (number) => resolve(`:${String(number).trim()}`));
      screen.child.once('exit', () => reject(new Error('Xvfb ended before it had a screen.')));
    });
    const port = await freePort();
    server = await start('WebKitWebDriver', 'webkit2gtk-driver', [`--port=${port}`], { DISPLAY: display, GDK_BACKEND: 'x11' });
    const url = `http://127.0.0.1:${port}`;
    await eventually('WebKitWebDriver', async () => ((await fetch(`${url}/status`)).ok ? true : undefined));
    // The browser's name does not matter: the driver has only one.
    const driver = await new Builder().usingServer(url).withCapabilities(new Capabilities({ browserName: 'MiniBrowser' })).build();
    return await driven(driver, shop, end);
  } catch (problem) {
    await end();
    throw problem;
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}
