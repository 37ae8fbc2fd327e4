/** Every bound of the package in one place. */

/** Malformed lines after which the rest of a CSV file is not read. */
export const BROKEN_LINES_MAX = 50;
/** Characters of a line, and of a record of a CSV file, whose cells may have several lines. */
export const LINE_LENGTH_MAX = 20_000;
export const RECORD_LENGTH_MAX = 100_000;
/** Bytes of a file that become text at a time. */
export const TEXT_PIECE = 65_536;
/** Characters and lines of a CSV file that are read at a time, and how long no other has a turn. */
export const CSV_PIECE = 8_192;
export const CSV_PIECE_LINES = 256;
export const SLICE_MS = 20;
/** Entries that one statement writes into the books. */
export const CAPTURE_ROWS = 2_000;
/** Entries whose state one statement changes. */
export const STATE_ROWS = 2_000;
/** The largest file of trades: a tenfold day's 15,480 trades are about 4 MB of CSV. */
export const TRADE_FILE_BYTES_MAX = 10_000_000;
/** What the parts of a workbook may unpack to, all together. */
export const XLSX_UNPACKED_BYTES_MAX = 100_000_000;
/** Parts of a workbook. */
export const XLSX_PARTS_MAX = 1_000;
/** The memory of the thread that reads or writes a workbook, and its time. */
export const XLSX_HEAP_MB = 512;
export const XLSX_TIME_MS = 60_000;
/** Workbooks that the process reads or writes at a time, and that wait for it. */
export const WORKBOOKS_AT_WORK = 2;
export const WORKBOOKS_WAITING = 16;
/** Lines of a file of trades, as many as one submission takes. */
export const IMPORT_ROWS_MAX = 20_000;
/** Rows of a preview that are shown: the first ones, and wrong ones. */
export const PREVIEW_ROWS = 20;
export const PREVIEW_BAD_ROWS = 200;
/** Characters of a cell that a preview shows. */
export const PREVIEW_CELL = 60;
/** How long a preview can be run, and how many an institution keeps. */
export const PREVIEW_LIFE_MS = 60 * 60 * 1_000;
export const PREVIEWS_KEPT = 20;
/** Entries of a preview in one row of the database. */
export const PREVIEW_PART = 500;
/** Rows of a workbook that is written; more go into CSV. */
export const XLSX_ROWS_MAX = 50_000;
/** Rows of an export that are written at a time. */
export const EXPORT_PIECE = 500;
