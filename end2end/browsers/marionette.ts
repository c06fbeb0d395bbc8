// Marionette, Firefox's own protocol: WebDriver's commands as JSON over a socket. Usually geckodriver translates WebDriver's HTTP to it,
// but neither Debian nor npm has geckodriver, so this file translates (docs/decisions/0015-browsers.md).
// https://firefox-source-docs.mozilla.org/testing/marionette/Protocol.html

import { connect, type Socket } from 'node:net';
import { error, Session } from 'selenium-webdriver';
import type { Command, Executor } from 'selenium-webdriver/lib/command.js';

/** Selenium's command names, and Marionette's. */
const NAMES: Record<string, string> = {
  actions: 'WebDriver:PerformActions',
  clearElement: 'WebDriver:ElementClear',
  clickElement: 'WebDriver:ElementClick',
  executeScript: 'WebDriver:ExecuteScript',
  findElement: 'WebDriver:FindElement',
  get: 'WebDriver:Navigate',
  getCurrentWindowHandle: 'WebDriver:GetWindowHandle',
  goBack: 'WebDriver:Back',
  newWindow: 'WebDriver:NewWindow',
  screenshot: 'WebDriver:TakeScreenshot',
  sendKeysToElement: 'WebDriver:ElementSendKeys',
  setWindowRect: 'WebDriver:SetWindowRect',
  switchToWindow: 'WebDriver:SwitchToWindow',
};

/** The JSON key of an element's identifier in WebDriver. */
const ELEMENT = 'element-6066-11e4-a52e-4f735466cecf';

interface Waiter {
  resolve(result: unknown): void;
  reject(reason: unknown): void;
}

export class Marionette implements Executor {
  private readonly waiters = new Map<number, Waiter>();
  private received = Buffer.alloc(0);
  private last = 0;

  private constructor(private readonly socket: Socket) {
    socket.on('data', (bytes) => this.receive(bytes));
    socket.on('close', () => {
      for (const { reject } of this.waiters.values()) reject(new Error('Firefox has hung up.'));
    });
  }

  static connect(port: number): Promise<Marionette> {
    return new Promise((resolve, reject) => {
      const socket = connect(port, '127.0.0.1', () => resolve(new Marionette(socket)));
      socket.on('error', reject);
    });
  }

  async newSession(): Promise<Session> {
    const { sessionId, capabilities } = (await this.send('WebDriver:NewSession', {})) as { sessionId: string; capabilities: object };
    return new Session(sessionId, capabilities);
  }

  async execute(command: Command): Promise<unknown> {
    const name = NAMES[command.getName()];
    if (!name) throw new Error(`${command.getName()} is missing from the table in browsers/marionette.ts.`);
    const { sessionId: _, id, ...parameters } = command.getParameters() as Record<string, unknown> & { id?: Record<string, string> };
    const result = await this.send(name, id ? { id: id[ELEMENT], ...parameters } : parameters);
    // Most results are wrapped in `value`. Lists and window rectangles are not.
    return result !== null && typeof result === 'object' && 'value' in result ? result.value : result;
  }

  /** A message consists of its length in bytes, a colon, and [0, number, name, parameters]. */
  private send(name: string, parameters: object): Promise<unknown> {
    if (this.socket.destroyed) return Promise.reject(new Error('Firefox has hung up.'));
    const number = ++this.last;
    const message = JSON.stringify([0, number, name, parameters]);
    this.socket.write(`${Buffer.byteLength(message)}:${message}`);
    return new Promise((resolve, reject) => this.waiters.set(number, { resolve, reject }));
  }

  /** A response consists of its length in bytes, a colon, and [1, number, error, result]. The greeting comes first and has no number. */
  private receive(bytes: Buffer): void {
    this.received = Buffer.concat([this.received, bytes]);
    for (;;) {
      const colon = this.received.indexOf(':');
      const end = colon + 1 + Number(this.received.subarray(0, Math.max(colon, 0)));
      if (colon < 0 || this.received.length < end) return;
      const message: unknown = JSON.parse(this.received.subarray(colon + 1, end).toString());
      this.received = this.received.subarray(end);
      if (Array.isArray(message)) this.answer(message[1], message[2], message[3]);
    }
  }

  private answer(number: number, problem: { error: string; message: string } | null, result: unknown): void {
    const waiter = this.waiters.get(number);
    this.waiters.delete(number);
    if (!problem) return waiter?.resolve(result);
    try {
      error.throwDecodedError(problem);
    } catch (decoded) {
      waiter?.reject(decoded);
    }
  }
}
