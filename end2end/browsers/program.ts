// Starts the programs that a browser needs. Each runs for one window and ends with it.

import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as later } from 'node:timers/promises';

/** The longest time until a program is ready, in ms. */
const PATIENCE = 30_000;

/** A function for each running program, which kills it when the tests end. */
const kills = new Set<() => void>();
process.once('exit', () => kills.forEach((kill) => kill()));

/** A running program. */
export interface Program {
  child: ChildProcess;
  /** Sends this signal to the program and to its child processes, and waits until it ends. */
  stop(signal: 'SIGTERM' | 'SIGKILL'): Promise<void>;
}

/** Starts a program; `debian` is the package that contains it. File descriptor 3 is a pipe. The output is discarded. */
export async function start(name: string, debian: string, options: string[], env: NodeJS.ProcessEnv = {}): Promise<Program> {
  // Start a process group, so that signals also reach child processes.
  const child = spawn(name, options, {
    detached: true,
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
    env: { ...process.env, ...env },
  });
  await new Promise<void>((resolve, reject) => {
    child.once('spawn', resolve);
    child.once('error', () =>
      reject(new Error(`No ${name} on this machine. Run scripts/setup-browser, or install it: apt-get install ${debian}`)),
    );
  });
  const ended = once(child, 'exit');
  const signalled = (signal: NodeJS.Signals) => {
    try {
      process.kill(-child.pid!, signal);
    } catch {
      // The program has already ended.
    }
  };
  const kill = () => signalled('SIGKILL');
  kills.add(kill);
  const stop = async (signal: NodeJS.Signals) => {
    signalled(signal);
    await ended;
    kills.delete(kill);
  };
  return { child, stop };
}

/** Polls `ask` until it returns a value. */
export async function eventually<T>(what: string, ask: () => Promise<T | undefined>): Promise<T> {
  const end = Date.now() + PATIENCE;
  while (Date.now() < end) {
    const answer = await ask().catch(() => undefined);
    if (answer !== undefined) return answer;
    await later(50);
  }
  throw new Error(`Waited ${PATIENCE / 1000} s in vain for ${what}.`);
}
