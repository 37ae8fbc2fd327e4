import { useCallback, useMemo, useRef, useState } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import { asProblem, type ApiProblem } from '../api/problem.js';

/** A single write: not a step on rows, but a user, a key, the day. */
export interface Work {
  readonly busy: boolean;
  readonly problem: ApiProblem | undefined;
  /** What was done, as a sentence. */
  readonly said: string | undefined;
  /** @param decision a second press of the same button sends nothing new */
  readonly run: (act: (idempotencyKey: string) => Promise<string>, decision: string) => void;
  readonly clear: () => void;
}

/** @param refresh what is asked for anew afterwards: first words of query keys */
export function useWork(...refresh: readonly string[]): Work {
  const client = useQueryClient();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<ApiProblem>();
  const [said, setSaid] = useState<string>();
  const taken = useRef('');
  const names = refresh.join(' ');
  const run = useCallback<Work['run']>(
    (act, decision) => {
      if (taken.current === decision) return;
      taken.current = decision;
      setBusy(true);
      setProblem(undefined);
      setSaid(undefined);
      const done = (): void => {
        setBusy(false);
        for (const name of names.split(' ')) {
          void client.invalidateQueries({ queryKey: [name] });
        }
      };
      act(decision).then(
        (sentence) => {
          setSaid(sentence);
          done();
        },
        (error: unknown) => {
          setProblem(asProblem(error));
          done();
        },
      );
    },
    [client, names],
  );
  const clear = useCallback(() => {
    setProblem(undefined);
    setSaid(undefined);
  }, []);
  return useMemo(() => ({ busy, problem, said, run, clear }), [busy, problem, said, run, clear]);
}
