// A server between a browser and the shop that simulates network failures and strict browsers: late or lost responses, and blocked cookies.
// It works the same for every browser.

import { once } from 'node:events';
import { createServer, request, type IncomingHttpHeaders, type IncomingMessage, type Server, type ServerResponse } from 'node:http';

/** Handles the body of a request before the shop gets it. */
type Act = (body: unknown) => Promise<void> | void;

export class GoBetween {
  private server: Server | undefined;
  private blocksCookies = false;
  private readonly kept = new Map<string, Promise<void>>();
  private readonly lost = new Set<string>();
  private readonly acts = new Map<string, Act>();
  private readonly live = new Set<ServerResponse>();

  private constructor(private readonly real: URL) {}

  static async before(real: string): Promise<GoBetween> {
    const between = new GoBetween(new URL(real));
    between.server = createServer((asked, answer) => {
      between.pass(asked, answer).catch(() => answer.destroy());
    }).listen(0, '127.0.0.1');
    await once(between.server, 'listening');
    return between;
  }

  get address(): string {
    const address = this.server?.address();
    if (typeof address !== 'object' || !address) throw new Error('The go-between does not listen.');
    return `http://127.0.0.1:${address.port}`;
  }

  /** The number of open live streams. */
  get streams(): number {
    return this.live.size;
  }

  /** Blocks cookies in both directions from now on. */
  blockCookies(): void {
    this.blocksCookies = true;
  }

  /** Holds back requests for this path until the returned function is called. */
  keepBack(path: string): () => void {
    let go = () => {};
    this.kept.set(path, new Promise((free) => (go = free)));
    return () => {
      this.kept.delete(path);
      go();
    };
  }

  /** Drops the shop's response to the next request for this path. */
  loseAnswer(path: string): void {
    this.lost.add(path);
  }

  /** Calls this with the JSON of the next request for this path, before the shop gets it. */
  beforeNext(path: string, act: Act): void {
    this.acts.set(path, act);
  }

  async stop(): Promise<void> {
    this.server?.closeAllConnections();
    await new Promise((closed) => this.server?.close(closed));
  }

  private async pass(asked: IncomingMessage, answer: ServerResponse): Promise<void> {
    const { pathname } = new URL(asked.url ?? '/', this.real);
    const pieces: Buffer[] = [];
    for await (const piece of asked) pieces.push(piece as Buffer);
    const body = Buffer.concat(pieces);
    const act = this.acts.get(pathname);
    this.acts.delete(pathname);
    await act?.(JSON.parse(body.toString()));
    await this.kept.get(pathname);
    if (answer.destroyed) return;
    const { hostname, port } = this.real;
    const real = request({ hostname, port, path: asked.url, method: asked.method, headers: this.asTheShopsOwn(asked.headers) }, (answered) => {
      if (this.lost.delete(pathname)) {
        answered.resume().once('end', () => answer.destroy());
        return;
      }
      // One connection per request: when a reused connection closes without a response, browsers repeat the request.
      answer.writeHead(answered.statusCode!, { ...this.withoutCookies(answered.headers, 'set-cookie'), connection: 'close' });
      answered.pipe(answer);
    });
    if (pathname.endsWith('/seats/live')) this.live.add(answer);
    real.on('error', () => answer.destroy());
    answer.on('close', () => {
      this.live.delete(answer);
      real.destroy();
    });
    real.end(body);
  }

  /** The headers of a request, rewritten as if the shop had served the page. */
  private asTheShopsOwn(headers: IncomingHttpHeaders): IncomingHttpHeaders {
    const { origin, referer, ...others } = this.withoutCookies(headers, 'cookie');
    return {
      ...others,
      host: this.real.host,
      ...(origin && { origin: origin.replace(this.address, this.real.origin) }),
      ...(referer && { referer: referer.replace(this.address, this.real.origin) }),
    };
  }

  private withoutCookies(headers: IncomingHttpHeaders, name: string): IncomingHttpHeaders {
    return this.blocksCookies ? Object.fromEntries(Object.entries(headers).filter(([known]) => known !== name)) : headers;
  }
}
