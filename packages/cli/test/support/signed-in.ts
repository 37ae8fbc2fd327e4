import { apiClient, type ApiClient, type Session } from '@bondledger/sdk/api';

/** Signs in over HTTP as a browser does; each write gets a key of its own. */
export async function signedIn(url: string, user: string, password: string): Promise<ApiClient> {
  const response = await fetch(`${url}/api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ user, password }),
  });
  if (!response.ok) throw new Error(`${user} cannot sign in: ${await response.text()}`);
  const { csrfToken } = (await response.json()) as Session;
  const [cookie = ''] = response.headers.getSetCookie().map((each) => each.split(';')[0] ?? '');
  const client = apiClient({
    baseUrl: url,
    fetch: (input, init) => {
      const headers = new Headers(init.headers);
      headers.set('cookie', cookie);
      headers.set('x-csrf-token', csrfToken);
      return fetch(input, { ...init, headers });
    },
  });
  return {
    call: (name, input, options) =>
      client.call(name, input, { idempotencyKey: `test-${crypto.randomUUID()}`, ...options }),
  };
}
