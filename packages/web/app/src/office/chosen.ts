/** Which trades of one's own books were chosen to be submitted, from one screen to the next. */

const NAME = 'bondledger.toSubmit';

export function chosenToSubmit(): readonly string[] {
  try {
    const stored: unknown = JSON.parse(sessionStorage.getItem(NAME) ?? '[]');
    return Array.isArray(stored) ? stored.filter((each) => typeof each === 'string') : [];
  } catch {
    return [];
  }
}

export const chooseToSubmit = (officeIds: readonly string[]): void =>
  sessionStorage.setItem(NAME, JSON.stringify(officeIds));
