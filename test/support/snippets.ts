import { join } from 'node:path';
import ts from 'typescript';
import { fencesOf } from './markdown.js';
import { ROOT } from './repository.js';

export interface Snippet {
  /** The page and the line where its code begins. */
  readonly page: string;
  readonly line: number;
  readonly code: string;
}

export const snippetsOf = (page: string, text: string): Snippet[] =>
  fencesOf(text)
    .filter(({ language }) => language === 'ts' || language === 'typescript')
    .map(({ line, code }) => ({ page, line, code }));

const fileOf = ({ page, line }: Snippet): string =>
  join(ROOT, 'test', `snippet-${page.replaceAll(/[^\w]/g, '-')}-${line}.ts`);

/**
 * Compiles all snippets in one program against the sources of the packages; what is wrong with
 * them, each as `page:line what`. A snippet is a module: it imports all that it uses.
 */
export function compileSnippets(snippets: readonly Snippet[]): string[] {
  const files = new Map(snippets.map((snippet) => [fileOf(snippet), snippet]));
  const options = { ...compilerOptions(), noUnusedLocals: false, noUnusedParameters: false };
  const host = ts.createCompilerHost(options);
  const { fileExists, getSourceFile } = host;
  host.fileExists = (path) => files.has(path) || fileExists(path);
  host.getSourceFile = (path, languageVersionOrOptions, ...rest) => {
    const snippet = files.get(path);
    return snippet === undefined
      ? getSourceFile(path, languageVersionOrOptions, ...rest)
      : ts.createSourceFile(path, `${snippet.code}\nexport {};\n`, languageVersionOrOptions);
  };
  const program = ts.createProgram([...files.keys()], options, host);
  return [...files].flatMap(([path, snippet]) => {
    const file = program.getSourceFile(path);
    const diagnostics = [
      ...program.getSyntacticDiagnostics(file),
      ...program.getSemanticDiagnostics(file),
    ];
    return diagnostics.map((diagnostic) => {
      const offset = file?.getLineAndCharacterOfPosition(diagnostic.start ?? 0).line ?? 0;
      const what = ts.flattenDiagnosticMessageText(diagnostic.messageText, '\n');
      return `${snippet.page}:${snippet.line + offset} ${what}`;
    });
  });
}

function compilerOptions(): ts.CompilerOptions {
  const path = join(ROOT, 'tsconfig.json');
  const { config } = ts.readConfigFile(path, (file) => ts.sys.readFile(file)) as { config: object };
  return ts.parseJsonConfigFileContent({ ...config, files: [], include: [] }, ts.sys, ROOT).options;
}
