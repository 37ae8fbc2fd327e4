import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { ended, isSetting, shellBlocksOf, type Ended } from './in-shell.js';

/** What a page has for a shell under one heading: its commands, each with all its lines. */
export interface Section {
  readonly heading: string;
  readonly commands: readonly string[];
}

/** What the page leaves to its reader to replace, and where it has the server. */
const PLACEHOLDER = /\b(?:PASSWORD|TOKEN|OFFICE2?|BUYER|TRADE2?|OWN|DIR)\b/g;
const ADDRESS = 'http://127.0.0.1:8420';

export const sectionsOf = (markdown: string): readonly Section[] =>
  markdown
    .split(/^## /m)
    .slice(1)
    .map((text) => ({
      heading: text.slice(0, text.indexOf('\n')),
      commands: shellBlocksOf(text).flatMap((block) => block.trimEnd().split(/(?<!\\)\n/)),
    }))
    .filter(({ commands }) => commands.length > 0);

/** A reader who follows a page from its first command to its last, and leaves none out. */
export class FollowedPage {
  readonly #commands: readonly string[];
  readonly #place: { readonly cwd: string; readonly env: NodeJS.ProcessEnv };
  readonly #known = new Map<string, string>();
  readonly #settings: string[] = [];
  #at = 0;
  #url: string | undefined;

  constructor(
    sections: readonly Section[],
    place: { readonly cwd: string; readonly env: NodeJS.ProcessEnv },
  ) {
    this.#commands = sections.flatMap(({ commands }) => commands);
    this.#place = place;
  }

  /** What the reader has not run yet. */
  get left(): readonly string[] {
    return this.#commands.slice(this.#at);
  }

  /** What the page names in capitals is this from now on. */
  learn(placeholder: string, value: string | undefined): string {
    assert(value !== undefined && value !== '', `nothing said what ${placeholder} is`);
    this.#known.set(placeholder, value);
    return value;
  }

  /** What the reader knows it to be. */
  learned(placeholder: string): string {
    return this.#known.get(placeholder) ?? assert.fail(`${placeholder} is not known`);
  }

  /** Where the server is, for which the page has its ordinary address. */
  learnAddress(url: string): void {
    this.#url = url;
  }

  /** Runs the next command of the page. */
  run(): Promise<Ended> {
    return ended('sh', ['-c', this.#next()], this.#place);
  }

  /** Runs the command before once more. */
  again(): Promise<Ended> {
    this.#at -= 1;
    return this.run();
  }

  /** Starts the next command of the page, which goes on until it is interrupted. */
  start(): Interactive {
    return new Interactive(
      spawn('sh', ['-c', this.#next()], {
        ...this.#place,
        stdio: ['ignore', 'pipe', 'pipe'],
        detached: true,
      }),
    );
  }

  /** The next command as the reader types it, after all settings before it. */
  #next(): string {
    for (;;) {
      const written = this.#commands[this.#at];
      assert(written !== undefined, 'the page has no more commands');
      this.#at += 1;
      const typed = this.#typed(written);
      if (!isSetting(written)) return [...this.#settings, typed].join('\n');
      this.#settings.push(typed);
    }
  }

  #typed(written: string): string {
    return written
      .replaceAll(ADDRESS, this.#url ?? ADDRESS)
      .replaceAll(PLACEHOLDER, (word) => this.learned(word));
  }
}

/** A command in the foreground of a terminal. */
export class Interactive {
  readonly #child: ChildProcess;
  #stdout = '';
  #stderr = '';

  constructor(child: ChildProcess) {
    this.#child = child;
    child.stdout?.setEncoding('utf8').on('data', (text: string) => (this.#stdout += text));
    child.stderr?.setEncoding('utf8').on('data', (text: string) => (this.#stderr += text));
  }

  /** All that it showed, once it showed this. */
  async shows(text: string): Promise<string> {
    const ends = once(this.#child, 'close');
    while (!this.#stdout.includes(text)) {
      const more = this.#child.stdout === null ? ends : once(this.#child.stdout, 'data');
      const goesOn = await Promise.race([more.then(() => true), ends.then(() => false)]);
      assert(goesOn, `it ended without "${text}": ${this.#stderr}`);
    }
    return this.#stdout;
  }

  /** Ctrl-C: the terminal interrupts the shell and all that it runs. Answers what was noted. */
  async interrupt(): Promise<string> {
    const { pid, exitCode, signalCode } = this.#child;
    if (pid === undefined || exitCode !== null || signalCode !== null) return this.#stderr;
    const ends = once(this.#child, 'close');
    process.kill(-pid, 'SIGINT');
    await ends;
    return this.#stderr;
  }
}
