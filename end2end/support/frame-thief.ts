// A server between the browser and the shop that can drop a frame of the live stream, like a faulty proxy.

import { createServer, request, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { once } from 'node:events';

export class FrameThief {
  /** The number of dropped frames so far. */
  stolen = 0;
  private armed = false;
  private server: Server | undefined;

  private constructor(private readonly real: URL) {}

  static async before(real: string): Promise<FrameThief> {
    const thief = new FrameThief(new URL(real));
    thief.server = createServer((asked, answer) => thief.pass(asked, answer)).listen(0, '127.0.0.1');
    await once(thief.server, 'listening');
    return thief;
  }

  get address(): string {
    const address = this.server?.address();
    if (typeof address !== 'object' || !address) throw new Error('The thief does not listen.');
    return `http://127.0.0.1:${address.port}`;
  }

  /** Silently drops the next frame of seats. */
  stealNext(): void {
    this.armed = true;
  }

  async stop(): Promise<void> {
    this.server?.closeAllConnections();
    await new Promise((closed) => this.server?.close(closed));
  }

  private pass(asked: IncomingMessage, answer: ServerResponse): void {
    const { hostname, port } = this.real;
    const real = request({ hostname, port, path: asked.url, method: asked.method, headers: asked.headers }, (answered) => {
      answer.writeHead(answered.statusCode!, answered.headers);
      if (answered.headers['content-type'] === 'text/event-stream') {
        this.relay(answered, answer);
      } else {
        answered.pipe(answer);
      }
    });
    real.on('error', () => answer.destroy());
    answer.on('close', () => real.destroy());
    asked.pipe(real);
  }

  /** Relays the stream message by message. */
  private relay(from: IncomingMessage, to: ServerResponse): void {
    let text = '';
    from.setEncoding('utf8');
    from.on('data', (piece: string) => {
      text += piece;
      for (let end = text.indexOf('\n\n'); end >= 0; end = text.indexOf('\n\n')) {
        const message = text.slice(0, end + 2);
        text = text.slice(end + 2);
        if (this.armed && message.includes('event: seats\n')) {
          this.armed = false;
          this.stolen += 1;
        } else {
          to.write(message);
        }
      }
    });
    from.on('end', () => to.end());
  }
}
