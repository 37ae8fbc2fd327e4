import { createContext, useContext, useMemo } from 'react';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { STATE_NAMES, STEP_RULES, type Language, type State, type Step } from '@bondledger/domain';

interface Both {
  readonly ko: string;
  readonly en: string;
}

/** The words of a screen in the reader's language. */
export interface Text {
  readonly t: TFunction;
  readonly language: Language;
  /** One of a text that comes in both languages. */
  readonly say: (text: Both) => string;
  readonly stateName: (state: State) => string;
  readonly stepName: (step: Step) => string;
}

const TextContext = createContext<Text | undefined>(undefined);
export const TextProvider = TextContext.Provider;

/** Made once for the whole page: cells of tables ask for it by the hundred. */
export function useCatalogues(): Text {
  const { t, i18n } = useTranslation();
  const language: Language = i18n.language === 'en' ? 'en' : 'ko';
  return useMemo(
    () => ({
      t,
      language,
      say: (text) => text[language],
      stateName: (state) => STATE_NAMES[state][language],
      stepName: (step) => STEP_RULES[step][language === 'ko' ? 'korean' : 'english'],
    }),
    [t, language],
  );
}

export function useText(): Text {
  const text = useContext(TextContext);
  if (text === undefined) throw new Error('TextProvider is missing');
  return text;
}
