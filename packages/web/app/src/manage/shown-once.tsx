import type { ReactElement } from 'react';
import { Button } from '../parts/button.js';
import { Symbol } from '../parts/symbol.js';
import { useText } from '../text/use-text.js';

export interface Secret {
  readonly label: string;
  readonly text: string;
  /** Offered as a file of this name instead of being drawn. */
  readonly file?: string;
}

/** Secrets that the server shows this one time. */
export function ShownOnce({
  secrets,
  onDone,
}: {
  secrets: readonly Secret[];
  onDone: () => void;
}): ReactElement {
  const { t } = useText();
  return (
    <section className="panel" aria-label={t('manage.once')}>
      <p className="note">
        <Symbol name="short" />
        <span>{t('manage.onceNext')}</span>
      </p>
      <dl className="pairs">
        {secrets.map(({ label, text, file }) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>
              {file === undefined ? (
                <code className="hash">{text}</code>
              ) : (
                <a
                  className="button"
                  download={file}
                  href={`data:application/json;charset=utf-8,${encodeURIComponent(text)}`}
                >
                  {file}
                </a>
              )}
            </dd>
          </div>
        ))}
      </dl>
      <Button onClick={onDone}>{t('manage.kept')}</Button>
    </section>
  );
}
