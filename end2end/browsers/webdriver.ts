// Windows driven by WebDriver, the protocol that Firefox and WebKit share.

import { By, Origin, type WebDriver } from 'selenium-webdriver';
import type { At, BrowserWindow, OwnBrowser } from './window.ts';

/** The outer size of the window in pixels, including the browser's bars. */
const SIZE = { width: 1440, height: 1000 };

/** The longest wait until an element can be clicked, in ms. */
const PATIENCE = 10_000;

/** Wraps a driver in the interface of the steps. Paths are relative to `shop`; `close` ends the browser. */
export async function driven(driver: WebDriver, shop: string, close: () => Promise<void>): Promise<OwnBrowser> {
  const windows = new Windows(driver, shop);
  const first = await windows.first();
  const screenshot = async () => Buffer.from(await driver.takeScreenshot(), 'base64');
  return { ...first, screenshot, close };
}

/** The windows of a driver. A driver controls one window at a time, so commands for different windows are queued. */
class Windows {
  private current = '';
  private turn: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly driver: WebDriver,
    private readonly shop: string,
  ) {}

  async first(): Promise<BrowserWindow> {
    this.current = await this.driver.getWindowHandle();
    await this.driver.manage().window().setRect({ x: 0, y: 0, ...SIZE });
    return this.window(this.current);
  }

  private window(handle: string): BrowserWindow {
    const { driver } = this;
    const here = <T>(act: () => Promise<T>): Promise<T> => this.within(handle, act);
    const move = ({ x, y }: At) => driver.actions().move({ origin: Origin.VIEWPORT, x: Math.round(x), y: Math.round(y) });
    return {
      open: (path) => here(() => driver.get(new URL(path, this.shop).href)),
      back: () => here(() => driver.navigate().back()),
      another: () => here(() => this.another()),
      click: (selector) => here(async () => (await this.reach(selector)).click()),
      clickAt: (point) => here(() => move(point).click().perform()),
      pointAt: (point) => here(() => move(point).perform()),
      fill: (selector, text) =>
        here(async () => {
          const field = await this.reach(selector);
          await field.clear();
          await field.sendKeys(text);
        }),
      evaluate: <Argument, Result>(inPage: (argument: Argument) => Result, argument: Argument) =>
        here(() => driver.executeScript<Result>(inPage, argument)),
    };
  }

  /** Runs `act` in a window once all earlier commands are done. */
  private within<T>(handle: string, act: () => Promise<T>): Promise<T> {
    const done = this.turn.then(async () => {
      if (this.current !== handle) {
        await this.driver.switchTo().window(handle);
        this.current = handle;
      }
      return act();
    });
    this.turn = done.catch(() => undefined);
    return done;
  }

  /** Opens a window, not a tab: a tab in the background is hidden, and hidden pages close the live stream. */
  private async another(): Promise<BrowserWindow> {
    await this.driver.switchTo().newWindow('window');
    this.current = await this.driver.getWindowHandle();
    await this.driver.manage().window().setRect({ x: 0, y: 0, ...SIZE });
    return this.window(this.current);
  }

  /** Waits until the element stands still and nothing covers it. During a view transition, the transition covers both pages. */
  private async reach(selector: string) {
    let last: string | null = null;
    await this.driver.wait(
      async () => {
        const before = last;
        last = await this.driver.executeScript(reachable, selector);
        return last !== null && last === before;
      },
      PATIENCE,
      `${selector} stands still and is not covered`,
    );
    return this.driver.findElement(By.css(selector));
  }
}

/** Scrolls an element to the middle of the window. Returns its position; null if something covers its middle. Runs in the page. */
function reachable(selector: string): string | null {
  const element = document.querySelector(selector);
  if (!element) return null;
  element.scrollIntoView({ block: 'center', behavior: 'instant' });
  const { x, y, width, height } = element.getBoundingClientRect();
  const top = document.elementFromPoint(x + width / 2, y + height / 2);
  return element.contains(top) ? `${x} ${y} ${width} ${height}` : null;
}
