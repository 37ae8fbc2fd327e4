import { peer } from '@hyperledger/fabric-protos';
import type { Write } from '@bondledger/contract';

/** Payload of GET_STATE_MULTIPLE. */
export function encodeKeys(keys: readonly string[]): Uint8Array {
  const message = new peer.GetStateMultiple();
  message.setKeysList([...keys]);
  return message.serializeBinary();
}

/** The values of a GET_STATE_MULTIPLE in the order of the keys; empty where a key is absent. */
export const decodeValues = (payload: Uint8Array): readonly Uint8Array[] =>
  peer.GetStateMultipleResult.deserializeBinary(payload).getValuesList_asU8();

/** Payload of a GET_STATE_MULTIPLE as whoever answers it reads it. */
export const decodeKeys = (payload: Uint8Array): readonly string[] =>
  peer.GetStateMultiple.deserializeBinary(payload).getKeysList();

/** Values in the order of the keys that were asked for. */
export function encodeValues(values: readonly Uint8Array[]): Uint8Array {
  const message = new peer.GetStateMultipleResult();
  message.setValuesList([...values]);
  return message.serializeBinary();
}

/** Payload of WRITE_BATCH_STATE. */
export function encodeWrites(writes: readonly Write[]): Uint8Array {
  const message = new peer.WriteBatchState();
  message.setRecList(
    writes.map(({ key, value }) => {
      const record = new peer.WriteRecord();
      record.setType(peer.WriteRecord.Type.PUT_STATE);
      record.setKey(key);
      record.setValue(value);
      return record;
    }),
  );
  return message.serializeBinary();
}

/** The writes of a WRITE_BATCH_STATE. */
export const decodeWrites = (payload: Uint8Array): readonly Write[] =>
  peer.WriteBatchState.deserializeBinary(payload)
    .getRecList()
    .map((record) => ({ key: record.getKey(), value: record.getValue_asU8() }));
