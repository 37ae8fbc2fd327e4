import { peer } from '@hyperledger/fabric-protos';
import type { PolicedWrite } from './state-port.js';

/** The metadata key of a key-level endorsement policy. */
const VALIDATION_PARAMETER = 'VALIDATION_PARAMETER';

/** Payload of GET_STATE_MULTIPLE. */
export function encodeGetMultiple(keys: readonly string[]): Uint8Array {
  const message = new peer.GetStateMultiple();
  message.setKeysList([...keys]);
  return message.serializeBinary();
}

/** The values of a GET_STATE_MULTIPLE in the order of the keys; empty where a key is absent. */
export const decodeGetMultiple = (payload: Uint8Array): readonly Uint8Array[] =>
  peer.GetStateMultipleResult.deserializeBinary(payload).getValuesList_asU8();

/** The records of writes: a policed one has two. */
export function writeRecords(writes: readonly PolicedWrite[]): peer.WriteRecord[] {
  const records: peer.WriteRecord[] = [];
  for (const { key, value, policy } of writes) {
    const record = new peer.WriteRecord();
    record.setType(peer.WriteRecord.Type.PUT_STATE);
    record.setKey(key);
    record.setValue(value);
    records.push(record);
    if (policy !== undefined) records.push(policyRecord(key, policy));
  }
  return records;
}

function policyRecord(key: string, policy: Uint8Array): peer.WriteRecord {
  const metadata = new peer.StateMetadata();
  metadata.setMetakey(VALIDATION_PARAMETER);
  metadata.setValue(policy);
  const record = new peer.WriteRecord();
  record.setType(peer.WriteRecord.Type.PUT_STATE_METADATA);
  record.setKey(key);
  record.setMetadata(metadata);
  return record;
}

/** Payload of WRITE_BATCH_STATE. */
export function encodeWriteBatch(records: readonly peer.WriteRecord[]): Uint8Array {
  const message = new peer.WriteBatchState();
  message.setRecList([...records]);
  return message.serializeBinary();
}
