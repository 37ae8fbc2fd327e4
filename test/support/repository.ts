import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** What is made rather than written. `data` and `day-*` are the ledgers of `npm start`. */
const MADE = /^(node_modules|dist|coverage|bench-results|\.git|data|day-.*)$/;

/** Every file of the project that someone wrote, as paths from the root with forward slashes. */
export function writtenFiles(root: string = ROOT): string[] {
  const walk = (directory: string): string[] =>
    readdirSync(directory, { withFileTypes: true }).flatMap((entry) => {
      if (MADE.test(entry.name)) return [];
      const path = join(directory, entry.name);
      if (entry.isDirectory()) return walk(path);
      return entry.isFile() ? [relative(root, path).split(sep).join('/')] : [];
    });
  return walk(root).sort();
}

export const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8');

/** The packages of the workspace by their directory name. */
export const packageNames = (): string[] =>
  readdirSync(join(ROOT, 'packages'), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();

export const isSource = (path: string): boolean => /\.(tsx?|mjs|cjs|js)$/.test(path);
export const isTest = (path: string): boolean => /\.test\.tsx?$|(^|\/)test\//.test(path);
export const isMarkdown = (path: string): boolean => path.endsWith('.md');
