import { PATHS, ROUTES } from '@bondledger/sdk/api';
import { expect, it } from 'vitest';
import { API_PATHS, API_ROUTES } from './routes.js';

it('has the method and path of every route of the API', () => {
  const real = Object.entries(ROUTES).map(([name, { method, path }]) => [
    name,
    `${method} ${path}`,
  ]);
  expect(API_ROUTES).toEqual(Object.fromEntries(real));
});

it('has the paths of streams and files', () => {
  expect(PATHS).toMatchObject(API_PATHS);
});
