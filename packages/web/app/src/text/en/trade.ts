/** The drawer of a trade. */
export const trade = {
  drawer: {
    label: 'Trade',
    close: 'Close',
    next: '↑↓ next trade',
    unknown: 'No such trade',
  },
};
