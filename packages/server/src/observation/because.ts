import { sentenceOf, type Rejection } from '@bondledger/domain';
import type { Component } from '@bondledger/sdk/api';

/** Why a component does not do its work, with both sentences. */
export const because = (rejection: Rejection): Pick<Component, 'code' | 'detail'> => ({
  code: rejection.code,
  detail: { ko: sentenceOf(rejection, 'ko'), en: sentenceOf(rejection, 'en') },
});
