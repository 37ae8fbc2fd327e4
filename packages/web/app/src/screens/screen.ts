import type { ComponentType } from 'react';
import type { Session } from '@bondledger/sdk/api';
import type { Step } from '@bondledger/domain';
import type { ko } from '../text/ko/index.js';

export type ScreenKey = keyof typeof ko.screens;
export type ScreenGroup = keyof typeof ko.groups;

/** One screen of the menu. A screen that does not exist yet has no line here. */
export interface ScreenEntry {
  /** Also its words in the catalogues: `screens.KEY.title` and `screens.KEY.help`. */
  readonly key: ScreenKey;
  /** As people call it: 320. Also its address. */
  readonly number: string;
  readonly group: ScreenGroup;
  readonly isFor: (session: Session) => boolean;
  /** Steps that wait for the reader here; their sum stands in the menu. */
  readonly waits: readonly Step[];
  /** Loaded when it is first opened. */
  readonly load: () => Promise<ComponentType>;
}
