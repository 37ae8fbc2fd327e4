import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

const PRIVATE_FOLDER = 0o700;
const PRIVATE_FILE = 0o600;
const PUBLIC_FILE = 0o644;

/** Writes a file that anybody on the machine may read. Nobody ever finds half of it. */
export const writePublic = (path: string, content: string | Uint8Array): void =>
  write(path, content, PUBLIC_FILE);

/** Writes a file for its owner alone, in folders for their owner alone. */
export const writePrivate = (path: string, content: string | Uint8Array): void =>
  write(path, content, PRIVATE_FILE);

/** Fabric reads JSON wherever it asks for YAML. */
export const jsonText = (content: unknown): string => `${JSON.stringify(content, undefined, 2)}\n`;

function write(path: string, content: string | Uint8Array, mode: number): void {
  const folder = mode === PRIVATE_FILE ? { mode: PRIVATE_FOLDER } : {};
  mkdirSync(dirname(path), { recursive: true, ...folder });
  const fresh = `${path}.new`;
  writeFileSync(fresh, content, { mode });
  renameSync(fresh, path);
}
