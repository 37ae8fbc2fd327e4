import { useMemo } from 'react';
import { useQuery, useQueryClient, type UseQueryResult } from '@tanstack/react-query';
import type { Approval, Day, Summary } from '@bondledger/sdk/api';
import { COUNTS_MS } from '../limits.js';
import { useCatchUp, useEvents } from '../live/use-live.js';
import { useServices } from '../session/context.js';
import { useText } from '../text/use-text.js';

/** What all screens know: the business day, the names of institutions, the day's sums. */

export function useDay(): Day | undefined {
  const { api } = useServices();
  return useQuery({ queryKey: ['day'], queryFn: () => api.call('day', {}) }).data;
}

/** The name of an institution in the reader's language; its code until names are there. */
export function useNames(): (code: string) => string {
  const { api } = useServices();
  const { language } = useText();
  const { data } = useQuery({
    queryKey: ['participants'],
    queryFn: () => api.call('participants', {}),
    staleTime: Infinity,
  });
  const info = useQuery({ queryKey: ['info'], queryFn: () => api.call('info', {}) }).data;
  return useMemo(() => {
    const known = [...(info?.institutions ?? []), ...(data?.participants ?? [])];
    const names = new Map(known.map(({ code, name }) => [code, name[language]]));
    return (code) => names.get(code) ?? code;
  }, [data, info, language]);
}

export function useSummary(settlementDate?: string): UseQueryResult<Summary> {
  const { api } = useServices();
  return useQuery({
    queryKey: ['summary', settlementDate],
    queryFn: ({ signal }) => api.call('summary', { query: { settlementDate } }, { signal }),
  });
}

export function useApprovals(): readonly Approval[] {
  const { api } = useServices();
  const { data } = useQuery({
    queryKey: ['approvals', 'OPEN'],
    queryFn: () => api.call('approvals', { query: { state: 'OPEN', limit: 500 } }),
  });
  return data?.approvals ?? [];
}

/** Keeps what is known up to date with what the server tells; once, in the shell. */
export function useFreshFacts(): void {
  const client = useQueryClient();
  useEvents((event) => {
    if (event.type === 'trade') {
      void client.invalidateQueries({ queryKey: ['trade', event.tradeId] });
      soon(() => void client.invalidateQueries({ queryKey: ['summary'] }));
    } else if (event.type === 'day') void client.invalidateQueries({ queryKey: ['day'] });
    else if (event.type === 'approval') {
      void client.invalidateQueries({ queryKey: ['approvals'] });
    }
  });
  useCatchUp(() => void client.invalidateQueries());
}

let waiting: ReturnType<typeof setTimeout> | undefined;

/** However many trades change, sums are asked for at most once in a while. */
function soon(act: () => void): void {
  if (waiting !== undefined) return;
  waiting = setTimeout(() => {
    waiting = undefined;
    act();
  }, COUNTS_MS);
}
