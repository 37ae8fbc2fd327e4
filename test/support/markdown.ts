/** As much Markdown as the rules about documents need. */

export interface Fence {
  readonly language: string;
  /** The line of the first line of code, from 1. */
  readonly line: number;
  readonly code: string;
}

export interface Heading {
  readonly level: number;
  readonly text: string;
}

interface Parsed {
  readonly fences: readonly Fence[];
  /** The lines outside fences, blank where a fence was. */
  readonly prose: readonly string[];
}

function parse(text: string): Parsed {
  const fences: Fence[] = [];
  const prose: string[] = [];
  let open: { mark: string; language: string; line: number; code: string[] } | undefined;
  for (const [index, line] of text.split('\n').entries()) {
    const mark = /^\s*(`{3,}|~{3,})\s*([\w-]*)/.exec(line);
    if (open !== undefined) {
      if (mark?.[1]?.startsWith(open.mark) === true && mark[2] === '') {
        fences.push({ language: open.language, line: open.line, code: open.code.join('\n') });
        open = undefined;
      } else {
        open.code.push(line);
      }
      prose.push('');
    } else if (mark?.[1] !== undefined) {
      open = { mark: mark[1], language: mark[2] ?? '', line: index + 2, code: [] };
      prose.push('');
    } else {
      prose.push(line);
    }
  }
  if (open !== undefined) throw new Error(`the fence at line ${open.line - 1} is not closed`);
  return { fences, prose };
}

export const fencesOf = (text: string): readonly Fence[] => parse(text).fences;

export function headingsOf(text: string): Heading[] {
  return parse(text).prose.flatMap((line) => {
    const match = /^(#{1,6})\s+(.*?)\s*#*$/.exec(line);
    return match === null ? [] : [{ level: match[1]?.length ?? 0, text: match[2] ?? '' }];
  });
}

/** The shape that both languages of a document must share. */
export const outlineOf = (text: string): string =>
  headingsOf(text)
    .map(({ level }) => level)
    .join(' ');

/** The anchors that a forge makes of the headings, and those set by hand. */
export function anchorsOf(text: string): Set<string> {
  const anchors = new Set<string>();
  for (const heading of headingsOf(text)) {
    const base = heading.text
      .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
      .toLowerCase()
      .replace(/[^\p{L}\p{M}\p{N}\s_-]/gu, '')
      .replace(/\s/g, '-');
    let anchor = base;
    for (let copy = 1; anchors.has(anchor); copy += 1) anchor = `${base}-${copy}`;
    anchors.add(anchor);
  }
  for (const [, id] of text.matchAll(/<a (?:id|name)="([^"]+)"/g)) {
    if (id !== undefined) anchors.add(id);
  }
  return anchors;
}

/** The targets of links and images that are no addresses of the web. */
export function relativeLinksOf(text: string): string[] {
  const prose = parse(text)
    .prose.join('\n')
    .replace(/`[^`\n]*`/g, '');
  const inline = [...prose.matchAll(/\]\(\s*<?([^)\s>]+)>?(?:\s+"[^"]*")?\s*\)/g)];
  const defined = [...prose.matchAll(/^\s*\[[^\]]+\]:\s*<?([^\s>]+)>?/gm)];
  return [...inline, ...defined]
    .map(([, target]) => target ?? '')
    .filter((target) => !/^([a-z][a-z0-9+.-]*:|\/\/)/i.test(target));
}
