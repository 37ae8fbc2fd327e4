// Lets a child process run the sources as they are: `node --import <this file> child.ts`.
import { readFileSync } from 'node:fs';
import { register } from 'node:module';
import { fileURLToPath } from 'node:url';
import { isMainThread } from 'node:worker_threads';
import ts from 'typescript';

if (isMainThread) register(import.meta.url);

const packages = new URL('../../../', import.meta.url);

/**
 * @param {string} specifier
 * @param {{ parentURL?: string }} context
 * @param {(specifier: string, context: object) => Promise<object>} next
 */
export async function resolve(specifier, context, next) {
  const [, name] = /^@bondledger\/(\w+)$/.exec(specifier) ?? [];
  if (name !== undefined) {
    return { url: new URL(`${name}/src/index.ts`, packages).href, shortCircuit: true };
  }
  const isSource = context.parentURL?.endsWith('.ts') === true && specifier.startsWith('.');
  return next(isSource ? specifier.replace(/\.js$/, '.ts') : specifier, context);
}

/**
 * @param {string} url
 * @param {object} context
 * @param {(url: string, context: object) => Promise<object>} next
 */
export async function load(url, context, next) {
  if (!url.endsWith('.ts')) return next(url, context);
  const text = readFileSync(fileURLToPath(url), 'utf8');
  const { outputText } = ts.transpileModule(text, {
    compilerOptions: { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2022 },
  });
  return { format: 'module', source: outputText, shortCircuit: true };
}
