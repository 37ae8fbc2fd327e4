import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import type { Monitoring } from '@bondledger/sdk/api';
import { MONITOR_MS } from '../../limits.js';
import { useServices } from '../../session/context.js';

/** What is measured, read again every few seconds while it is looked at. */
export function useMonitoring(): UseQueryResult<Monitoring> {
  const { api } = useServices();
  return useQuery({
    queryKey: ['monitoring'],
    queryFn: () => api.call('monitoring', {}),
    refetchInterval: MONITOR_MS,
  });
}
