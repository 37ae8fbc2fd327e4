export type Theme = 'system' | 'light' | 'dark';

const STORED = 'bondledger.theme';

export function chosenTheme(): Theme {
  const stored = localStorage.getItem(STORED);
  return stored === 'light' || stored === 'dark' ? stored : 'system';
}

function apply(theme: Theme): void {
  const { dataset } = document.documentElement;
  if (theme === 'system') delete dataset['theme'];
  else dataset['theme'] = theme;
}

export function chooseTheme(theme: Theme): void {
  localStorage.setItem(STORED, theme);
  apply(theme);
}

/** Before the first drawing. */
export const startTheme = (): void => apply(chosenTheme());
