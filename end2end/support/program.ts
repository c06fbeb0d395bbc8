// Runs the frontrow program beside the server of scripts/end2end: further servers on the same data, and commands such as imports.

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
  if (!path) throw new Error('FRONTROW_BIN does not name the program: run the tests with scripts/end2end.');
  return path;
}

/** Runs a command of the program, as an operator does. Returns its output. */
export async function operate(...command: string[]): Promise<string> {
  const { stdout } = await promisify(execFile)(program(), command);
  return stdout.trim();
}

/** A free port of this machine. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  await new Promise((closed) => server.close(closed));
  if (typeof address !== 'object' || !address) throw new Error('No port is free.');
  return address.port;
}

/** A separate server for a test, on the same database. It can be stopped, and started again at its address. */
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

  /** Stops it with SIGTERM, as an operator would, and waits until it ends. */
  async stop(): Promise<void> {
    const process = this.process;
    this.process = undefined;
    if (!process || process.exitCode !== null) return;
    const ended = once(process, 'exit');
    process.kill('SIGTERM');
    await ended;
  }
}

/** A small venue without a street address, for imports. */
interface Barn {
  name: string;
  /** Its list of rows. */
  plan: string[];
}

/** Four rows of ten seats. */
const QUIET_BARN: Barn = {
  name: 'Quiet Barn',
  plan: ['floor,zone,row,start,end', ...[1, 2, 3, 4].map((row) => `Ground,Stalls,${row},${row * 10 - 9},${row * 10}`)],
};

/** Two sections of two rows, and a standing area. */
export const BARN_WITH_A_YARD: Barn = {
  name: 'Barn with a Yard',
  plan: [
    'floor,zone,row,start,end,standing',
    'Ground,Stalls,1,1,10,', 'Ground,Stalls,2,11,20,', 'Upper,Balcony,1,21,30,', 'Upper,Balcony,2,31,40,', 'Ground,Yard,,,,40',
  ],
};

/** Imports an event on sale, in a small separate venue. */
export async function importEvent(
  request: APIRequestContext,
  terms: {
    hold_seconds: number; avoid_single_seats?: boolean; on_sale_at?: string; price_types?: object[]; title?: string; max_seats?: number;
    price_levels?: object[]; series?: string;
  },
  barn = QUIET_BARN,
): Promise<EventSummary> {
  const slug = `barn-evening-${randomUUID().slice(0, 8)}`;
  const folder = await mkdtemp(join(tmpdir(), 'frontrow-import-'));
  try {
    const known = barns.get(barn.name) ?? importBarn(folder, barn);
    barns.set(barn.name, known);
    await known;
    const events = join(folder, 'events.json');
    const starts = new Date(Date.now() + 40 * 86_400_000).toISOString().slice(0, 16);
    const event = {
      title: 'An evening in the barn', slug, category: 'talk', venue: barn.name, starts_at: starts, duration_minutes: 60,
      price_levels: [{ name: 'All seats', color: '#f2c14e', price: { amount: 1500, currency: 'EUR' } }], ...terms,
    };
    await writeFile(events, JSON.stringify({ events: [event] }));
    await operate('import', 'events', events);
  } finally {
    await rm(folder, { recursive: true });
  }
  // The server learns of the import some hundredths of a second after the commit. Until then, it may return its cached list.
  let imported: EventSummary | undefined;
  const find = async (): Promise<string | undefined> => (imported = (await allEvents(request)).find((event) => event.slug === slug))?.slug;
  await expect.poll(find, { message: 'the imported event is on the list' }).toBe(slug);
  return imported!;
}

/** The imported barns. Each process imports each barn once. */
const barns = new Map<string, Promise<void>>();

async function importBarn(folder: string, { name, plan: rows }: Barn): Promise<void> {
  const plan = join(folder, 'barn.csv');
  await writeFile(plan, [...rows, ''].join('\n'));
  await operate('import', 'plan', plan, '--venue', name, '--city', 'Hollola', '--country', 'FI', '--timezone', 'Europe/Helsinki');
}
