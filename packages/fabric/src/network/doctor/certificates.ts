import { X509Certificate } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { Network } from '../open-network.js';
import { bad, good, warning, type Finding } from './finding.js';

const DAY_MS = 86_400_000;
/** Time enough to renew. */
const WARNING_DAYS = 30;

/** Looks at the dates of every certificate that lies in this directory. */
export function checkCertificates({ plan, layout }: Network, now: Date): readonly Finding[] {
  return plan.institutions
    .map(({ code }) => layout.institution(code))
    .filter((folder) => existsSync(folder))
    .flatMap((folder) => certificatesIn(folder))
    .map((path) => findingOf(path, relative(layout.directory, path), now));
}

const certificatesIn = (folder: string): readonly string[] =>
  readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.pem') && entry.name !== 'key.pem')
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();

function findingOf(path: string, subject: string, now: Date): Finding {
  const { validFrom, validTo } = new X509Certificate(readFileSync(path));
  const from = new Date(validFrom).getTime();
  const to = new Date(validTo).getTime();
  const params = { node: subject, date: new Date(to).toISOString().slice(0, 10) };
  if (now.getTime() < from || now.getTime() > to) {
    return bad('certificate', subject, { code: 'CERTIFICATE_EXPIRED', params });
  }
  if (now.getTime() > to - WARNING_DAYS * DAY_MS) {
    return warning('certificate', subject, { code: 'CERTIFICATE_EXPIRES', params });
  }
  return good('certificate', subject);
}
