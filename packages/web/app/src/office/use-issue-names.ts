import { useMemo } from 'react';
import { useQuery } from '@tanstack/react-query';
import { useServices } from '../session/context.js';
import { useText } from '../text/use-text.js';

/** The name of an issue in the reader's language; its code until names are there. */
export function useIssueNames(): (isin: string) => string {
  const { api } = useServices();
  const { language } = useText();
  const { data } = useQuery({
    queryKey: ['issues'],
    queryFn: () => api.call('issues', { query: {} }),
    staleTime: Infinity,
  });
  return useMemo(() => {
    const names = new Map(data?.issues.map(({ isin, name }) => [isin, name[language]]));
    return (isin) => names.get(isin) ?? isin;
  }, [data, language]);
}
