// The program itself, beside the server that scripts/end2end has started: more servers on the same data, and files to import.

import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, type APIRequestContext } from '@playwright/test';
import { allEvents, type EventSummary } from './api.ts';

function program(): string {
  const path = process.env.FRONTROW_BIN;
  if (!path) throw new Error('FRONTROW_BIN does not name the program: run the tests by scripts/end2end.');
  return path;
}

/** Runs a command of the program: an operator does something. */
export async function operate(...command: string[]): Promise<void> {
  await promisify(execFile)(program(), command);
}

/** A port of this machine that nobody listens on. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  await new Promise((closed) => server.close(closed));
  if (typeof address !== 'object' || !address) throw new Error('No port is free.');
  return address.port;
}

/** A server of a test's own, on the data of the others, that can be stopped and started again on its address. */
export class OwnServer {
  private process: ChildProcess | undefined;

  private constructor(readonly address: string) {}

  static async start(): Promise<OwnServer> {
    const server = new OwnServer(`http://127.0.0.1:${await freePort()}`);
    await server.start();
    return server;
  }

  /** Starts it and waits until it is ready. */
  async start(): Promise<void> {
    const started = spawn(program(), ['serve', '--listen', new URL(this.address).host], { stdio: 'ignore' });
    this.process = started;
    for (;;) {
      if (started.exitCode !== null) throw new Error(`The server ended with ${started.exitCode}.`);
      const ready = await fetch(`${this.address}/readyz`).then(({ ok }) => ok, () => false);
      if (ready) return;
      await new Promise((again) => setTimeout(again, 50));
    }
  }

  /** Tells it to stop, as whoever runs it would, and waits until it has ended. */
  async stop(): Promise<void> {
    const process = this.process;
    this.process = undefined;
    if (!process || process.exitCode !== null) return;
    const ended = once(process, 'exit');
    process.kill('SIGTERM');
    await ended;
  }
}

/** Puts an event up for sale in a small house of its own: four rows of ten, in a venue that has told nobody its street. */
export async function importEvent(
  request: APIRequestContext,
  terms: { hold_seconds: number; avoid_single_seats?: boolean; on_sale_at?: string; price_types?: object[] },
): Promise<EventSummary> {
  const slug = `barn-evening-${randomUUID().slice(0, 8)}`;
  const folder = await mkdtemp(join(tmpdir(), 'frontrow-import-'));
  try {
    const plan = join(folder, 'barn.csv');
    const rows = [1, 2, 3, 4].map((row) => `Ground,Stalls,${row},${row * 10 - 9},${row * 10}`);
    await writeFile(plan, ['floor,zone,row,start,end', ...rows, ''].join('\n'));
    const events = join(folder, 'events.json');
    const starts = new Date(Date.now() + 40 * 86_400_000).toISOString().slice(0, 16);
    const event = {
      title: 'An evening in the barn', slug, category: 'talk', venue: BARN, starts_at: starts, duration_minutes: 60,
      price_levels: [{ name: 'All seats', color: '#f2c14e', price: { amount: 1500, currency: 'EUR' } }], ...terms,
    };
    await writeFile(events, JSON.stringify({ events: [event] }));
    const run = promisify(execFile);
    await run(program(), ['import', 'plan', plan, '--venue', BARN, '--city', 'Hollola', '--country', 'FI', '--timezone', 'Europe/Helsinki']);
    await run(program(), ['import', 'events', events]);
  } finally {
    await rm(folder, { recursive: true });
  }
  // The server hears of it some hundredths of a second after the commit; until then it may tell the list that it has in memory.
  let imported: EventSummary | undefined;
  const find = async (): Promise<string | undefined> => (imported = (await allEvents(request)).find((event) => event.slug === slug))?.slug;
  await expect.poll(find, { message: 'what was imported is on the list' }).toBe(slug);
  return imported!;
}

const BARN = 'Quiet Barn';
