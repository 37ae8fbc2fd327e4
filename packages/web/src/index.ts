/** Where the built screens lie: what a server hands out to browsers. */
export const appDirectory = new URL('../dist/app/', import.meta.url);
