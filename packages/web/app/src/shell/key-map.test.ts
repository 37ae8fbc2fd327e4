import { describe, expect, it } from 'vitest';
import { chordText, KEY_IDS, ownerOf, chordOf } from './key-map.js';

describe('the keys of commands', () => {
  it('has a different one for each command', () => {
    const texts = KEY_IDS.map((id) => chordText(chordOf(id)));
    expect(new Set(texts).size).toBe(KEY_IDS.length);
  });

  it.each([
    [{ code: 'KeyS', alt: true }, 'act'],
    [{ code: 'KeyS', alt: true, shift: false }, 'act'],
    [{ code: 'KeyC', ctrl: true }, 'fixed'],
    [{ code: 'ArrowDown', shift: true }, 'fixed'],
    [{ code: 'KeyJ', alt: true }, undefined],
  ])('%j belongs to %s', (chord, owner) => {
    expect(ownerOf(chord, 'help')).toBe(owner);
  });

  it('may keep the key that it has', () => {
    expect(ownerOf({ code: 'KeyS', alt: true }, 'act')).toBeUndefined();
  });

  it.each([
    [{ code: 'Slash', shift: true }, '?'],
    [{ code: 'KeyK', ctrl: true }, 'Ctrl+K'],
    [{ code: 'Digit3' }, '3'],
  ])('writes %j as %s', (chord, text) => {
    expect(chordText(chord)).toBe(text);
  });
});
