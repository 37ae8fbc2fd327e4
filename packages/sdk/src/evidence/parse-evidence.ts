import {
  parseCanonical,
  type BlockProof,
  type Json,
  type JsonObject,
  type SignedHead,
  type TransactionDigest,
} from '@bondledger/contract';
import { accept, isTradeId, refuse, type Result } from '@bondledger/domain';
import {
  EVIDENCE_FORMAT,
  type Evidence,
  type EvidenceStep,
  type HiddenSide,
  type ShownSide,
  type ShownStep,
  type WithheldStep,
} from './evidence.js';
import { fabricProofOf } from './parse-fabric-proof.js';
import { base64Of, countOf, hashOf, listOf, objectOf, textOf, whole } from './read-members.js';

/**
 * Reads an evidence file strictly: canonical JSON, every member of the format and no other.
 *
 * @returns EVIDENCE_MALFORMED, with the member where it is known.
 */
export function parseEvidence(text: string): Result<Evidence> {
  const body = text.endsWith('\n') ? text.slice(0, -1) : text;
  const value = objectOf(parseCanonical(body), 'format,ledgerId,steps,tradeId');
  if (value === undefined) return refuse('EVIDENCE_MALFORMED');
  const { format, tradeId } = value;
  if (format !== EVIDENCE_FORMAT) return malformed('format');
  const ledgerId = hashOf(value['ledgerId']);
  if (ledgerId === undefined) return malformed('ledgerId');
  if (typeof tradeId !== 'string' || !isTradeId(tradeId)) return malformed('tradeId');
  const steps = listOf(value['steps'], stepOf);
  if (steps === undefined || steps.length === 0) return malformed('steps');
  return accept({ format, ledgerId, steps, tradeId });
}

const malformed = (field: string): Result<never> => refuse('EVIDENCE_MALFORMED', { field });

const WITHHELD = 'count,index,leaf,path,proof,withheld';
const SHOWN = 'certificate,core,coreSalt,header,index,leaf,path,proof,side,signature';
const COMMITTED = SHOWN.replace('certificate,', 'certificate,commitmentKey,');

const HASH_BYTES = 32;
const SALT_BYTES = 16;
const SIGNATURE_BYTES = 64;

function stepOf(entry: Json): EvidenceStep | undefined {
  const withheld = objectOf(entry, WITHHELD);
  if (withheld !== undefined) return withheldOf(withheld);
  const committed = objectOf(entry, COMMITTED);
  const step = committed ?? objectOf(entry, SHOWN);
  const shown = step && shownOf(step);
  if (shown === undefined || committed === undefined) return shown;
  const commitmentKey = base64Of(committed['commitmentKey'], HASH_BYTES);
  return commitmentKey === undefined ? undefined : { ...shown, commitmentKey };
}

const withheldOf = (step: JsonObject): WithheldStep | undefined =>
  whole<WithheldStep>({
    count: countOf(step['count']),
    index: countOf(step['index']),
    leaf: hashOf(step['leaf']),
    path: base64Of(step['path']),
    proof: proofOf(step['proof']),
    withheld: step['withheld'] === true ? true : undefined,
  });

const shownOf = (step: JsonObject): ShownStep | undefined =>
  whole<Omit<ShownStep, 'commitmentKey'>>({
    certificate: base64Of(step['certificate']),
    core: textOf(step['core']),
    coreSalt: base64Of(step['coreSalt'], SALT_BYTES),
    header: textOf(step['header']),
    index: countOf(step['index']),
    leaf: hashOf(step['leaf']),
    path: base64Of(step['path']),
    proof: proofOf(step['proof']),
    side: sideOf(step['side']),
    signature: base64Of(step['signature'], SIGNATURE_BYTES),
  });

function sideOf(value: Json | undefined): ShownSide | HiddenSide | undefined {
  const hidden = objectOf(value, 'hash');
  if (hidden !== undefined) return whole<HiddenSide>({ hash: hashOf(hidden['hash']) });
  const shown = objectOf(value, 'salt,text');
  return (
    shown &&
    whole<ShownSide>({ salt: base64Of(shown['salt'], SALT_BYTES), text: textOf(shown['text']) })
  );
}

const PROOF = 'head,headers,height,path,transaction,transactionIndex';

function proofOf(value: Json | undefined): BlockProof | undefined {
  const onFabric = objectOf(value, `fabric,${PROOF}`);
  const proof = onFabric ?? objectOf(value, PROOF);
  const read = proof && plainProofOf(proof);
  if (read === undefined || onFabric === undefined) return read;
  const fabric = fabricProofOf(onFabric['fabric']);
  return fabric && { ...read, fabric };
}

const plainProofOf = (proof: JsonObject): BlockProof | undefined =>
  whole<Omit<BlockProof, 'fabric'>>({
    head: headOf(proof['head']),
    headers: listOf(proof['headers'], textOf),
    height: countOf(proof['height']),
    path: listOf(proof['path'], hashOf),
    transaction: transactionOf(proof['transaction']),
    transactionIndex: countOf(proof['transactionIndex']),
  });

function headOf(value: Json | undefined): SignedHead | undefined {
  const head = objectOf(value, 'hash,height,signature');
  if (head === undefined) return undefined;
  return whole<SignedHead>({
    hash: hashOf(head['hash']),
    height: countOf(head['height']),
    signature: base64Of(head['signature'], SIGNATURE_BYTES),
  });
}

function transactionOf(value: Json | undefined): TransactionDigest | undefined {
  const digest = objectOf(value, 'batches,writes');
  if (digest === undefined) return undefined;
  return whole<TransactionDigest>({
    batches: listOf(digest['batches'], (entry) => {
      const batch = objectOf(entry, 'accepted,receipts,root');
      if (batch === undefined) return undefined;
      return whole<TransactionDigest['batches'][number]>({
        accepted: base64Of(batch['accepted']),
        receipts: hashOf(batch['receipts']),
        root: hashOf(batch['root']),
      });
    }),
    writes: hashOf(digest['writes']),
  });
}
