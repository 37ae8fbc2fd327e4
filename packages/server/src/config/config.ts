import { readFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { BondledgerError } from '@bondledger/domain';

const Path = z.string().min(1).max(500);

/** A secret stands in a file of its own or in the environment, never in the configuration. */
const Secret = z.union([z.strictObject({ file: Path }), z.strictObject({ env: Path })]);

const ConfigSchema = z.strictObject({
  /** For the server's own files: outbox, database, log. */
  directory: Path,
  passphrase: Secret,
  ledger: z.union([
    /** A directory that this process owns: embedded, or with a connection to Fabric. */
    z.strictObject({ directory: Path }),
    /** Another institution's gateway; the keys stay here. */
    z.strictObject({ gateway: z.url().max(500), token: Secret, genesis: Path, keyStore: Path }),
  ]),
  database: z.strictObject({ url: Secret }).optional(),
  listen: z
    .strictObject({
      host: z.string().min(1).max(200).default('127.0.0.1'),
      port: z.int().min(0).max(65_535).default(8420),
      tls: z.strictObject({ certificate: Path, key: Path }).optional(),
    })
    .prefault({}),
});

type Written = z.output<typeof ConfigSchema>;
type SecretSource = z.output<typeof Secret>;

/** How one institution's server is set up; all paths are whole. */
export interface Config extends Omit<Written, 'directory'> {
  readonly file: string;
  readonly directory: string;
}

/**
 * Reads a configuration file, YAML or JSON. Paths in it are meant from where it lies.
 *
 * @throws BondledgerError CONFIG_INVALID with the field, FILE_UNREADABLE
 */
export async function readConfig(path: string): Promise<Config> {
  const file = resolve(path);
  const parsed = ConfigSchema.safeParse(read(file, await textOf(file)));
  if (!parsed.success) throw invalid(file, fieldOf(parsed.error.issues));
  const { ledger, listen, directory, passphrase, database } = parsed.data;
  const whole = (text: string): string => resolve(dirname(file), text);
  const secret = (source: SecretSource): SecretSource =>
    'file' in source ? { file: whole(source.file) } : source;
  const { tls, ...place } = listen;
  return {
    file,
    directory: whole(directory),
    passphrase: secret(passphrase),
    ledger:
      'directory' in ledger
        ? { directory: whole(ledger.directory) }
        : {
            gateway: ledger.gateway,
            token: secret(ledger.token),
            genesis: whole(ledger.genesis),
            keyStore: whole(ledger.keyStore),
          },
    database: database && { url: secret(database.url) },
    listen: {
      ...place,
      tls: tls && { certificate: whole(tls.certificate), key: whole(tls.key) },
    },
  };
}

/** A secret from where the configuration says it is. @throws BondledgerError CONFIG_INVALID */
export async function secretOf(
  source: SecretSource,
  env: Readonly<Record<string, string | undefined>>,
  { file, field }: { readonly file: string; readonly field: string },
): Promise<string> {
  const text = 'env' in source ? (env[source.env] ?? '') : await textOf(source.file);
  if (text.trim() === '') throw invalid(file, field);
  return text.trim();
}

/** Where the database of an institution's server is. @throws BondledgerError CONFIG_INVALID */
export async function databasePlaceOf(
  { file, directory, database }: Config,
  env: Readonly<Record<string, string | undefined>>,
): Promise<{ readonly url: string } | { readonly directory: string }> {
  if (database === undefined) return { directory: join(directory, 'database') };
  return { url: await secretOf(database.url, env, { file, field: 'database.url' }) };
}

function read(file: string, text: string): unknown {
  try {
    return parse(text);
  } catch (error) {
    throw new BondledgerError({ code: 'CONFIG_INVALID', params: { file } }, { cause: error });
  }
}

async function textOf(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    throw new BondledgerError({ code: 'FILE_UNREADABLE', params: { path } }, { cause: error });
  }
}

/** Of a union: what is wrong with the one that was meant, which knows all the names. */
function fieldOf(issues: readonly z.core.$ZodIssue[]): string {
  const [first] = issues;
  if (first === undefined) return '';
  const meant =
    first.code === 'invalid_union'
      ? first.errors.find((branch) => branch.every(({ code }) => code !== 'unrecognized_keys'))
      : undefined;
  const within = meant === undefined ? '' : fieldOf(meant);
  const unknown = first.code === 'unrecognized_keys' ? first.keys.slice(0, 1) : [];
  return [...first.path, within, ...unknown].filter((name) => name !== '').join('.');
}

const invalid = (file: string, field: string): BondledgerError =>
  new BondledgerError({ code: 'CONFIG_INVALID', params: { file, field } });
