// A browser window with the few functions that the steps of a journey need. Playwright implements them for Chromium (chromium.ts),
// WebDriver for Firefox and WebKit (webdriver.ts).

/** A point, in CSS pixels from the upper left corner of the viewport. */
export interface At {
  x: number;
  y: number;
}

export interface BrowserWindow {
  /** Loads a path of the shop, or a full address. */
  open(path: string): Promise<void>;
  /** Goes back in the history. */
  back(): Promise<void>;
  /** Opens another window of the same browser, with the same cookies. Both are visible. */
  another(): Promise<BrowserWindow>;
  /** Clicks the middle of an element with the mouse, as soon as it is visible. */
  click(selector: string): Promise<void>;
  /** Clicks a point. */
  clickAt(point: At): Promise<void>;
  /** Moves the mouse to a point. */
  pointAt(point: At): Promise<void>;
  /** Replaces the content of a field. */
  fill(selector: string, text: string): Promise<void>;
  /** Runs a function in the page. It cannot use variables of the test, only its argument. */
  evaluate<Argument, Result>(inPage: (argument: Argument) => Result, argument: Argument): Promise<Result>;
}

/** A window with a separate browser, which shares no cookies with others. */
export interface OwnBrowser extends BrowserWindow {
  /** A screenshot of the viewport, as PNG. */
  screenshot(): Promise<Buffer>;
  /** Ends the browser and its programs. */
  close(): Promise<void>;
}
