// Lets a child process run the sources: resolves the packages and transpiles what it loads.
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

const packages = new URL('../../../', import.meta.url);
const compilerOptions = {
  module: ts.ModuleKind.ESNext,
  target: ts.ScriptTarget.ES2022,
  verbatimModuleSyntax: true,
};

/** @type {import('node:module').ResolveHook} */
export function resolve(specifier, context, next) {
  const named = /^@bondledger\/(\w+)$/.exec(specifier);
  if (named !== null) {
    return { url: new URL(`${named[1]}/src/index.ts`, packages).href, shortCircuit: true };
  }
  if (specifier.startsWith('.') && context.parentURL !== undefined) {
    const url = new URL(specifier.replace(/\.js$/, '.ts'), context.parentURL);
    if (existsSync(url)) return { url: url.href, shortCircuit: true };
  }
  return next(specifier, context);
}

/** @type {import('node:module').LoadHook} */
export function load(url, context, next) {
  if (!url.endsWith('.ts')) return next(url, context);
  const { outputText } = ts.transpileModule(readFileSync(fileURLToPath(url), 'utf8'), {
    compilerOptions,
  });
  return { format: 'module', source: outputText, shortCircuit: true };
}
