import { existsSync } from 'node:fs';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

/** Names of files that carry a hash of their content never change. */
const YEAR_SECONDS = 365 * 24 * 60 * 60;

export interface Screens {
  /**
   * Answers an address that is nothing else with the page of the screens, which knows its own
   * addresses. False where the address is none of a page.
   */
  answers(request: FastifyRequest, reply: FastifyReply): boolean;
}

/** The built screens of a directory. */
export async function registerScreens(app: FastifyInstance, directory: string): Promise<Screens> {
  const isBuilt = existsSync(join(directory, 'index.html'));
  if (isBuilt) {
    await app.register(fastifyStatic, {
      root: directory,
      index: false,
      // A route for each file: what is none of them is a page's address, the root among them.
      wildcard: false,
      schemaHide: true,
      // The build of the screens has put them there; where it has not, files go as they are.
      preCompressed: true,
      setHeaders: (response, path) => {
        const isHashed = path.startsWith(join(directory, 'assets'));
        const control = isHashed ? `public, max-age=${YEAR_SECONDS}, immutable` : 'no-cache';
        response.setHeader('cache-control', control);
        response.setHeader('vary', 'accept-encoding');
      },
    });
  }
  return {
    answers: (request, reply) => {
      if (!isPage(request)) return false;
      if (isBuilt) void reply.sendFile('index.html');
      else void reply.type('text/html; charset=utf-8').send(NOT_BUILT);
      return true;
    },
  };
}

const READS = new Set(['GET', 'HEAD']);

/** What a browser's address line asks for: neither the API nor a file. */
function isPage({ method, url }: FastifyRequest): boolean {
  const [path = ''] = url.split('?');
  return READS.has(method) && !/^\/api(\/|$)/.test(path) && !/\.\w+$/.test(path);
}

const NOT_BUILT = `<!doctype html>
<html lang="ko">
<head><meta charset="utf-8"><title>bondledger</title></head>
<body>
<h1>bondledger</h1>
<p lang="ko">화면이 빌드되어 있지 않습니다. <code>npm start</code>로 시작하면 함께 빌드합니다.
API 문서는 <a href="/api/docs">/api/docs</a>에 있습니다.</p>
<p lang="en">The screens are not built; <code>npm start</code> builds them too.
The API document is at <a href="/api/docs">/api/docs</a>.</p>
</body>
</html>
`;
