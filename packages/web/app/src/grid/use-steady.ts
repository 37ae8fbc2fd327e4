import { useLayoutEffect, useMemo, useRef } from 'react';

type Functions<T> = { readonly [K in keyof T]: (...args: never[]) => void };

/**
 * The same functions at every drawing, which call the newest ones: rows that were given them need
 * not be drawn again.
 */
export function useSteady<T extends Functions<T>>(functions: T): T {
  const newest = useRef(functions);
  useLayoutEffect(() => {
    newest.current = functions;
  });
  return useMemo(() => {
    const names = Object.keys(newest.current) as (keyof T)[];
    const steady = names.map((name) => [name, (...args: never[]) => newest.current[name](...args)]);
    return Object.fromEntries(steady) as T;
  }, []);
}
