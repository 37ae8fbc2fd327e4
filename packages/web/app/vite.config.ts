import react from '@vitejs/plugin-react';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

const source = (path: string): string => fileURLToPath(new URL(`../../${path}`, import.meta.url));

export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  plugins: [react()],
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
