import { useState, type KeyboardEvent, type ReactElement } from 'react';
import { LinkButton } from '../parts/button.js';
import { useText } from '../text/use-text.js';
import {
  chordOfEvent,
  chordText,
  KEY_IDS,
  mapKey,
  ownerOf,
  resetKeys,
  useAreKeysMapped,
  useKeyTexts,
  type KeyId,
} from './key-map.js';

interface Asking {
  readonly id: KeyId;
  /** Why the last key that was pressed cannot be had. */
  readonly fault?: string;
}

/** The keys of commands. Pressing one and then a key gives the command that key; remembered. */
export function KeyList(): ReactElement {
  const { t } = useText();
  const keyText = useKeyTexts();
  const areMapped = useAreKeysMapped();
  const [asking, setAsking] = useState<Asking>();

  const press = (event: KeyboardEvent): void => {
    if (asking === undefined || event.code === 'Tab') return;
    const chord = chordOfEvent(event);
    // Nothing else may take it: neither the screen behind nor what closes on Escape.
    event.preventDefault();
    event.nativeEvent.stopImmediatePropagation();
    if (chord === undefined) return;
    if (chord.code === 'Escape') {
      setAsking(undefined);
      return;
    }
    const { id } = asking;
    const owner = ownerOf(chord, id);
    const keys = chordText(chord);
    if (owner === undefined) {
      mapKey(id, chord);
      setAsking(undefined);
    } else if (owner === 'fixed') setAsking({ id, fault: t('keys.takenFixed', { keys }) });
    else setAsking({ id, fault: t('keys.taken', { keys, name: t(`keys.${owner}`) }) });
  };

  return (
    <>
      <h3 className="bunch">
        {t('keys.commands')}
        {areMapped && (
          <span className="end">
            <LinkButton onClick={resetKeys}>{t('keys.reset')}</LinkButton>
          </span>
        )}
      </h3>
      <dl className="keys-table" onKeyDown={press}>
        {KEY_IDS.map((id) => (
          <div key={id}>
            <dt>{t(`keys.${id}`)}</dt>
            <dd>
              <button
                type="button"
                className="key-button"
                aria-label={`${t('keys.change', { name: t(`keys.${id}`) })}: ${keyText(id)}`}
                aria-pressed={asking?.id === id}
                onClick={() => setAsking({ id })}
                onBlur={() => setAsking(undefined)}
              >
                <kbd>{asking?.id === id ? '…' : keyText(id)}</kbd>
              </button>
            </dd>
          </div>
        ))}
      </dl>
      <p className={asking?.fault === undefined ? 'second' : 'stop'} role="status">
        {asking === undefined ? t('keys.lettersNote') : (asking.fault ?? t('keys.press'))}
      </p>
    </>
  );
}
