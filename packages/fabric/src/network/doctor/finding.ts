import { BondledgerError, type Rejection } from '@bondledger/domain';

/** The hops that `doctor` tests, in this order. */
export type Check = 'process' | 'port' | 'tls' | 'certificate' | 'clock' | 'channel' | 'chaincode';

/** One thing that was tested, and what is wrong with it. */
export interface Finding {
  readonly check: Check;
  /** The node, or the file of a certificate. */
  readonly subject: string;
  readonly verdict: 'good' | 'warning' | 'bad';
  readonly rejection?: Rejection;
}

export const good = (check: Check, subject: string): Finding => ({
  check,
  subject,
  verdict: 'good',
});

export const bad = (check: Check, subject: string, rejection: Rejection): Finding => ({
  check,
  subject,
  verdict: 'bad',
  rejection,
});

export const warning = (check: Check, subject: string, rejection: Rejection): Finding => ({
  check,
  subject,
  verdict: 'warning',
  rejection,
});

/** The finding that a test ends with: good unless it throws. */
export async function tested(
  check: Check,
  node: { readonly name: string; readonly log: string },
  test: () => Promise<unknown>,
): Promise<Finding> {
  try {
    await test();
    return good(check, node.name);
  } catch (error) {
    if (error instanceof BondledgerError) return bad(check, node.name, error.rejection);
    const detail = error instanceof Error ? error.message : String(error);
    const params = { node: node.name, detail, log: node.log };
    return bad(check, node.name, { code: 'NODE_SILENT', params });
  }
}
