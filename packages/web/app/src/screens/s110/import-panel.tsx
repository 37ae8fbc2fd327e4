import { useEffect, useEffectEvent, useId, useState, type ReactElement } from 'react';
import type { ImportPreview } from '@bondledger/sdk/api';
import { newIdempotencyKey } from '../../api/client.js';
import { useWork } from '../../manage/use-work.js';
import { WorkSummary } from '../../manage/work-summary.js';
import { Button } from '../../parts/button.js';
import { SelectField } from '../../parts/field.js';
import { Symbol } from '../../parts/symbol.js';
import { useServices } from '../../session/context.js';
import { count } from '../../text/format.js';
import { useText } from '../../text/use-text.js';

type Encoding = 'utf-8' | 'cp949';

/** The rows of a file with what is wrong in them, cell by cell. */
function PreviewTable({ preview }: { preview: ImportPreview }): ReactElement {
  const { t, say } = useText();
  const bad = preview.rows.filter(({ faults }) => faults.length > 0);
  const shown = bad.length > 0 ? bad : preview.rows;
  return (
    <div className="scrolls">
      <table className="table">
        <thead>
          <tr>
            <th scope="col" className="end-cell">
              {t('s110.line')}
            </th>
            {preview.columns.map((column) => (
              <th key={column} scope="col">
                {column}
              </th>
            ))}
            <th scope="col">{t('s110.faults')}</th>
          </tr>
        </thead>
        <tbody>
          {shown.map(({ line, cells, faults }, row) => (
            <tr key={row}>
              <td className="end-cell num">{count(line)}</td>
              {preview.columns.map((column, at) => {
                const isWrong = faults.some((fault) => fault.column === column);
                return (
                  <td key={column}>{isWrong ? <mark>{cells[at]}</mark> : (cells[at] ?? '')}</td>
                );
              })}
              <td>
                {faults.map(({ column, code, sentence }, at) => (
                  <p key={at}>
                    <b>{column}</b> {code} <span className="second">{say(sentence)}</span>
                  </p>
                ))}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

type Counts = Readonly<Record<'total' | 'good' | 'bad', string>>;

const countsOf = ({ total, good, bad }: ImportPreview): Counts => ({
  total: count(total),
  good: count(good),
  bad: count(bad),
});

interface FileProps {
  readonly onFile: (file: File) => void;
}

function FileField({ onFile }: FileProps): ReactElement {
  const { t } = useText();
  const id = useId();
  return (
    <span className="field">
      <label htmlFor={id}>{t('s110.file')}</label>
      <input
        id={id}
        type="file"
        accept=".csv,.xlsx"
        onChange={(event) => {
          const [file] = event.target.files ?? [];
          if (file !== undefined) onFile(file);
          // The same file can be chosen again once it was corrected.
          event.target.value = '';
        }}
      />
    </span>
  );
}

interface ImportProps {
  /** A table that was pasted, as a file. */
  readonly pasted: File | undefined;
  readonly onClose: () => void;
}

/** Brings a CSV or XLSX file, or a pasted table, in: first what it holds, then its good rows. */
export function ImportPanel({ pasted, onClose }: ImportProps): ReactElement {
  const { t } = useText();
  const { api } = useServices();
  const work = useWork('office');
  const [encoding, setEncoding] = useState<Encoding | ''>('');
  const [preview, setPreview] = useState<ImportPreview>();
  const read = (file: File): void => {
    const format = file.name.toLowerCase().endsWith('.xlsx') ? 'xlsx' : 'csv';
    work.run(async (idempotencyKey) => {
      const query = { format, ...(encoding === '' ? {} : { encoding }) } as const;
      const input = { query, body: file };
      const next = await api.call('previewImport', input, { idempotencyKey });
      setPreview(next);
      return t('s110.previewed', countsOf(next));
    }, newIdempotencyKey());
  };
  const readPasted = useEffectEvent((file: File) => read(file));
  useEffect(() => {
    if (pasted !== undefined) readPasted(pasted);
  }, [pasted]);
  const capture = (importId: string, skipBad: boolean): void =>
    work.run(async (idempotencyKey) => {
      const input = { params: { importId }, body: { skipBad } };
      const done = await api.call('runImport', input, { idempotencyKey });
      setPreview(undefined);
      return t('s110.captured', { n: count(done.captured), known: count(done.known) });
    }, newIdempotencyKey());
  return (
    <section className="panel" aria-label={t('s110.import')}>
      <div className="bunch wraps">
        <FileField onFile={read} />
        <SelectField
          label={t('s110.encoding')}
          value={encoding}
          options={[
            { value: '', label: t('s110.detect') },
            { value: 'utf-8', label: 'UTF-8' },
            { value: 'cp949', label: 'CP949' },
          ]}
          onChange={(value) => setEncoding(value as Encoding | '')}
        />
        {work.said !== undefined && preview !== undefined && preview.bad > 0 ? (
          <b className="state stop" role="status">
            <Symbol name="short" />
            {t('s110.previewed', countsOf(preview))}
          </b>
        ) : (
          <WorkSummary work={work} idle={t('s110.importHint')} />
        )}
        <span className="end bunch">
          {preview !== undefined && preview.good > 0 && (
            <Button tone="go" onClick={() => capture(preview.importId, preview.bad > 0)}>
              {t('s110.capture', { n: count(preview.good) })}
            </Button>
          )}
          <Button onClick={onClose}>{t('act.back')}</Button>
        </span>
      </div>
      {preview !== undefined && <PreviewTable preview={preview} />}
    </section>
  );
}
