import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'vitest';

const HOME = fileURLToPath(new URL('../../', import.meta.url));

/** The command as a shell runs it: what `buildCommand` builds. */
export const BIN = join(HOME, 'bin/bondledger.js');

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** The text of a page of the documents. */
export const pageOf = (language: 'en' | 'ko', page: string): string =>
  readFileSync(join(HOME, `../../docs/${language}/${page}.md`), 'utf8');

/** What the page has for a shell, block by block. */
export const shellBlocksOf = (text: string): readonly string[] =>
  [...text.matchAll(/^```sh\n(.*?)^```$/gms)].map(([, lines = '']) => lines);

/** What a shell keeps for the commands that come after it. */
export const isSetting = (line: string): boolean => /^(?:export )?[A-Z_]+=/.test(line);

/** Runs a program to its end. */
export const ended = (
  file: string,
  line: readonly string[],
  options: { readonly cwd?: string; readonly env: NodeJS.ProcessEnv },
): Promise<Ended> =>
  new Promise((resolve, reject) => {
    const child = spawn(file, line, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
    let [stdout, stderr] = ['', ''];
    child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, stdout, stderr }));
  });

/** Compiles the command from its sources. */
export async function buildCommand(): Promise<void> {
  const compiler = join(HOME, '../../node_modules/typescript/bin/tsc');
  const built = await ended(process.execPath, [compiler, '-b', HOME], { env: process.env });
  expect(built.stdout).toBe('');
}

/**
 * An environment in which these names are commands of the shell, each a line of it, before those
 * that the machine has.
 */
export function environmentWith(
  cwd: string,
  commands: Readonly<Record<string, string>>,
): NodeJS.ProcessEnv {
  const folder = join(cwd, 'bin');
  mkdirSync(folder);
  for (const [name, line] of Object.entries(commands)) {
    writeFileSync(join(folder, name), `#!/bin/sh\n${line}\n`, { mode: 0o755 });
  }
  const path = [folder, process.env['PATH'] ?? ''].join(delimiter);
  return { PATH: path, LANG: 'en_US.UTF-8' };
}
