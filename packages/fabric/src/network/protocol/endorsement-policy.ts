import { common, msp, peer as protos } from '@hyperledger/fabric-protos';
import type { Endorsers } from '../../topology/endorsers.js';

/** The policy `AND(all..., OR(oneOf...))`, by peers, as Fabric reads it. */
export function endorsementPolicy({ all, oneOf }: Endorsers): Uint8Array {
  const members = [...all, ...oneOf];
  const alternatives = outOf(
    1,
    oneOf.map((_, at) => signedBy(all.length + at)),
  );
  const rules = [...all.map((_, at) => signedBy(at)), ...(oneOf.length > 0 ? [alternatives] : [])];
  const envelope = new common.SignaturePolicyEnvelope();
  envelope.setVersion(0);
  envelope.setRule(outOf(rules.length, rules));
  envelope.setIdentitiesList(members.map(peerOf));
  const policy = new protos.ApplicationPolicy();
  policy.setSignaturePolicy(envelope);
  return policy.serializeBinary();
}

function outOf(n: number, rules: readonly common.SignaturePolicy[]): common.SignaturePolicy {
  const choice = new common.SignaturePolicy.NOutOf();
  choice.setN(n);
  choice.setRulesList([...rules]);
  const policy = new common.SignaturePolicy();
  policy.setNOutOf(choice);
  return policy;
}

function signedBy(member: number): common.SignaturePolicy {
  const policy = new common.SignaturePolicy();
  policy.setSignedBy(member);
  return policy;
}

function peerOf(mspId: string): msp.MSPPrincipal {
  const role = new msp.MSPRole();
  role.setMspIdentifier(mspId);
  role.setRole(msp.MSPRole.MSPRoleType.PEER);
  const principal = new msp.MSPPrincipal();
  principal.setPrincipalClassification(msp.MSPPrincipal.Classification.ROLE);
  principal.setPrincipal(role.serializeBinary());
  return principal;
}
