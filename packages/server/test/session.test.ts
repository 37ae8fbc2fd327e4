import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Info } from '@bondledger/sdk/api';
import { startTestServer, type TestServer } from './support/test-server.js';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.close());

describe('a server with a demo', () => {
  it('says what it is to anybody', async () => {
    const info = (await (await fetch(`${server.url}/api/info`)).json()) as Info;
    expect(info).toMatchObject({ demo: true, engine: 'embedded' });
    expect(info.institutions.map(({ code }) => code)).toContain('HBSEC');
  });

  it('lets a demo user in, who is asked for no more', async () => {
    const seller = await server.as('hbsec-maker');
    expect(seller.session).toMatchObject({ institution: 'HBSEC', rights: ['READ', 'MAKE'] });
    expect(await seller.call('session', {})).toMatchObject({ user: 'hbsec-maker' });
    expect(await seller.call('day', {})).toMatchObject({ phase: 'OPEN' });
  });

  it('keeps out who did not sign in', async () => {
    const response = await fetch(`${server.url}/api/day`);
    expect(response.status).toBe(401);
    expect(response.headers.get('content-type')).toContain('application/problem+json');
    expect(await response.json()).toMatchObject({ code: 'SIGN_IN_NEEDED' });
  });
});

describe('the OpenAPI document', () => {
  it('is there', async () => {
    const text = await (await fetch(`${server.url}/api/openapi.json`)).text();
    expect(JSON.parse(text)).toMatchObject({ openapi: '3.1.0' });
    const page = await fetch(`${server.url}/api/docs/`);
    expect(page.status).toBe(200);
    expect(page.headers.get('content-security-policy')).toContain("script-src 'self';");
  });
});
