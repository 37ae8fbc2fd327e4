import { josa } from 'es-hangul';

const PARTICLE = /(\S+?)\[((?:이\/가|을\/를|은\/는|와\/과|으로\/로))\]/g;
type Particle = Parameters<typeof josa.pick>[1];

/** `{{name}}[이/가]` becomes 은행이 or 회사가, by the last sound of the name. */
export const withParticles = (text: string): string =>
  text.replace(
    PARTICLE,
    (_, word: string, particle: string) => word + josa.pick(word, particle as Particle),
  );
