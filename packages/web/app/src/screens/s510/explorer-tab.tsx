import { useMemo, useState, type ReactElement } from 'react';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import type { BlockRow, Found } from '@bondledger/sdk/api';
import type { Column } from '../../grid/column.js';
import { useUrlValue } from '../../list/url.js';
import { List, textColumn } from '../../manage/list.js';
import { Button, LinkButton } from '../../parts/button.js';
import { TextField } from '../../parts/field.js';
import { useServices } from '../../session/context.js';
import { clock, count, dateOf } from '../../text/format.js';
import { useText, type Text } from '../../text/use-text.js';
import { BlockPanel } from './block-panel.js';

const heightOf = ({ height }: BlockRow): string => height.toString();

const columnsOf = ({ t }: Text): readonly Column<BlockRow>[] => [
  textColumn('height', t('monitor.block'), 80, ({ height }) => count(height), {
    pin: 'start',
    rank: 0,
    end: true,
  }),
  textColumn('time', t('monitor.time'), 150, ({ time }) => `${dateOf(time)} ${clock(time)}`, {
    rank: 1,
  }),
  {
    id: 'hash',
    title: t('monitor.hash'),
    width: 480,
    rank: 5,
    grow: 1,
    draw: ({ hash }) => <span className="hash">{hash}</span>,
    text: ({ hash }) => hash,
  },
  textColumn('transactions', t('monitor.transactions'), 90, (row) => count(row.transactions), {
    end: true,
  }),
  textColumn('instructions', t('monitor.instructions'), 90, (row) => count(row.instructions), {
    end: true,
  }),
  textColumn('writes', t('monitor.writes'), 80, (row) => count(row.writes), { end: true }),
  textColumn('bytes', t('monitor.bytes'), 100, (row) => count(row.bytes), { end: true }),
];

interface SearchProps {
  readonly onBlock: (height: number) => void;
  readonly onKey: (key: string) => void;
}

/** A block, transaction, trade, key or hash, by what is written of it. */
function Search({ onBlock, onKey }: SearchProps): ReactElement {
  const { t } = useText();
  const { api } = useServices();
  const [asked, setAsked] = useUrlValue('find', '');
  const [text, setText] = useState(asked);
  const query = useQuery({
    queryKey: ['search', asked],
    queryFn: () => api.call('search', { query: { text: asked } }),
    enabled: asked !== '',
  });
  const open = ({ kind, height, id }: Found): void => {
    if (kind === 'KEY') onKey(id);
    else if (kind === 'TRADE') onKey(`trade/${id}`);
    else if (height !== undefined) onBlock(height);
  };
  const found = query.data?.found ?? [];
  return (
    <form
      className="conditions"
      role="search"
      onSubmit={(event) => {
        event.preventDefault();
        setAsked(text.trim());
      }}
    >
      <TextField label={t('monitor.find')} value={text} size={44} onChange={setText} />
      <Button type="submit">{t('monitor.search')}</Button>
      <span className="bunch" role="status">
        {asked !== '' && query.data !== undefined && found.length === 0 && (
          <span className="second">{t('monitor.notFound')}</span>
        )}
        {found.map((each) => (
          <LinkButton key={`${each.kind} ${each.id}`} onClick={() => open(each)}>
            {t(`monitor.found.${each.kind}`, {
              height: count(each.height ?? 0),
              index: count(each.index ?? 0),
              id: each.id,
            })}
          </LinkButton>
        ))}
      </span>
    </form>
  );
}

/** Blocks, newest first, and what is in them: sealed, but for who sent how much. */
export function ExplorerTab(): ReactElement {
  const text = useText();
  const { t, language } = text;
  const { api } = useServices();
  const [open, setOpen] = useUrlValue('block', '');
  const [key, setKey] = useUrlValue('key', '');
  const query = useInfiniteQuery({
    queryKey: ['blocks'],
    initialPageParam: '',
    queryFn: ({ pageParam }) =>
      api.call('blocks', { query: pageParam === '' ? {} : { cursor: pageParam } }),
    getNextPageParam: ({ next }) => next,
  });
  const rows = useMemo(() => query.data?.pages.flatMap(({ items }) => items) ?? [], [query.data]);
  const columns = useMemo(() => columnsOf(text), [language]);
  const show = (row: BlockRow): void => setOpen(row.height.toString());
  return (
    <>
      <Search onBlock={(height) => setOpen(height.toString())} onKey={setKey} />
      <List
        name="blocks"
        label={t('monitor.tabs.explorer')}
        columns={columns}
        rows={rows}
        keyOf={heightOf}
        query={query}
        onOpen={show}
        onCurrent={(row) => {
          if (open !== '') show(row);
        }}
        empty={t('monitor.noBlock')}
      />
      <BlockPanel
        height={open}
        keyName={key}
        onKey={setKey}
        onClose={() => (key === '' ? setOpen('') : setKey(''))}
      />
      {query.hasNextPage && (
        <div className="act">
          <div className="line">
            <span className="end">
              <Button onClick={() => void query.fetchNextPage()}>{t('monitor.older')}</Button>
            </span>
          </div>
        </div>
      )}
    </>
  );
}
