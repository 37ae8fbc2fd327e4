import react from '@vitejs/plugin-react';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { defineConfig, type Plugin } from 'vite';

const source = (path: string): string => fileURLToPath(new URL(`../../${path}`, import.meta.url));

/** A highest quality takes ten times as long for two percent less. */
const BROTLI_QUALITY = 9;
/** Below it a packet is a packet. */
const SMALLEST_BYTES = 1_000;

/**
 * Writes `.br` and `.gz` beside every text, so that the server compresses nothing while people
 * wait. Browsers take brotli over TLS and from localhost only.
 */
const compressed = (): Plugin => ({
  name: 'compressed',
  async writeBundle({ dir = '' }, bundle) {
    for (const part of Object.values(bundle)) {
      const bytes = Buffer.from(part.type === 'chunk' ? part.code : part.source);
      if (!/\.(?:js|css|html|svg)$/.test(part.fileName) || bytes.length < SMALLEST_BYTES) continue;
      const params = { [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY };
      const path = join(dir, part.fileName);
      await writeFile(`${path}.br`, brotliCompressSync(bytes, { params }));
      await writeFile(`${path}.gz`, gzipSync(bytes, { level: constants.Z_BEST_COMPRESSION }));
    }
  },
});

export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  plugins: [react(), compressed()],
  resolve: {
    // From source, so that the screens need no other package to be built.
    alias: [
      // The contract's port on Node; screens bring their own where they check evidence.
      {
        find: /^\.\/crypto\/node-crypto\.js$/,
        replacement: source('web/app/src/evidence/no-node.ts'),
      },
      { find: /^@bondledger\/sdk\/api$/, replacement: source('sdk/src/api/index.ts') },
      { find: /^@bondledger\/sdk\/verify$/, replacement: source('sdk/src/verify/index.ts') },
      { find: /^@bondledger\/(\w+)$/, replacement: source('$1/src/index.ts') },
    ],
  },
  build: { outDir: '../dist/app', emptyOutDir: true, assetsInlineLimit: 0 },
});
