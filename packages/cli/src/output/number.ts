/** 1234567 as 1,234,567, for a whole number or a text of digits. */
export const grouped = (value: bigint | number | string): string =>
  value.toString().replace(/\B(?=(?:\d{3})+(?!\d))/g, ',');

/** A number with so many decimals, its whole part grouped. */
export const decimal = (value: number, decimals: number): string => {
  const [whole = '0', part] = value.toFixed(decimals).split('.');
  return part === undefined ? grouped(whole) : `${grouped(whole)}.${part}`;
};

const UNITS = ['B', 'kB', 'MB', 'GB', 'TB'] as const;

/** 12,345,678 bytes as 12.3 MB. */
export const bytesText = (bytes: number): string => {
  let value = bytes;
  let unit = 0;
  while (value >= 1000 && unit < UNITS.length - 1) {
    value /= 1000;
    unit += 1;
  }
  return `${unit === 0 ? value.toString() : decimal(value, 1)} ${UNITS[unit] ?? ''}`;
};

/** A measured time without the digits that no clock can vouch for: three decimals. */
export const measured = (value: number): number => Math.round(value * 1000) / 1000;
