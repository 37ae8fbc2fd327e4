import i18next, { type PostProcessorModule } from 'i18next';
import { initReactI18next } from 'react-i18next';
import type { Language } from '@bondledger/domain';
import { en } from './en/index.js';
import { ko } from './ko/index.js';
import { withNumbers } from './numbers.js';
import { withParticles } from './particles.js';

declare module 'i18next' {
  interface CustomTypeOptions {
    resources: { translation: typeof ko };
    returnNull: false;
  }
}

const particles: PostProcessorModule = {
  type: 'postProcessor',
  name: 'particles',
  process: (text: string) => withNumbers(withParticles(text)),
};

const STORED = 'bondledger.language';

function storedLanguage(): Language {
  return localStorage.getItem(STORED) === 'en' ? 'en' : 'ko';
}

/** Before the first drawing; the catalogues are part of the script. */
export function startText(): void {
  const language = storedLanguage();
  document.documentElement.lang = language;
  void i18next
    .use(initReactI18next)
    .use(particles)
    .init({
      lng: language,
      fallbackLng: 'ko',
      resources: { ko: { translation: ko }, en: { translation: en } },
      // React escapes.
      interpolation: { escapeValue: false },
      postProcess: ['particles'],
      initAsync: false,
    });
}

export function chooseLanguage(language: Language): void {
  localStorage.setItem(STORED, language);
  document.documentElement.lang = language;
  void i18next.changeLanguage(language);
}
