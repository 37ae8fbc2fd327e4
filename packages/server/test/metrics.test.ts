import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from './support/test-server.js';

const DASHBOARDS = fileURLToPath(new URL('../../../dashboards', import.meta.url));

interface Live {
  readonly help: ReadonlySet<string>;
  /** Of each metric, the labels that it was seen with. */
  readonly labels: ReadonlyMap<string, ReadonlySet<string>>;
  readonly text: string;
}

let server: TestServer;
let live: Live;
beforeAll(async () => {
  server = await startTestServer({ seed: 'metrics' });
  const { consortium, day } = server;
  const [ticket] = day.tickets;
  if (ticket === undefined) throw new Error('the day has no trade');
  const { terms, sellerSide } = ticket;
  const seller = consortium.institution(terms.seller);
  const submit = { step: 'SUBMIT', terms, own: sellerSide } as const;
  await seller.take([submit]);
  await seller.take([submit]);
  await fetch(`${server.url}/api/info`);
  live = await scrape();
}, 240_000);
afterAll(() => server.close());

async function scrape(): Promise<Live> {
  const text = await (await fetch(`${server.url}/metrics`)).text();
  const help = new Set<string>();
  const labels = new Map<string, Set<string>>();
  for (const line of text.split('\n')) {
    const [, helped] = /^# HELP (\S+) \S/.exec(line) ?? [];
    if (helped !== undefined) help.add(helped);
    const [, name, inner = ''] = /^([a-z_0-9]+)(?:\{(.*)\})? \S+$/.exec(line) ?? [];
    if (name === undefined) continue;
    const known = labels.get(name) ?? new Set<string>();
    for (const [, label = ''] of inner.matchAll(/(\w+)="/g)) known.add(label);
    labels.set(name, known);
  }
  return { help, labels, text };
}

const OWN = /^bondledger_/;
const UNIT = /_(seconds|bytes|blocks|items|ratio|total|up)$/;
const familyOf = (name: string): string => name.replace(/_(bucket|sum|count)$/, '');

describe('metrics', () => {
  it('have a help text and a unit in their name', () => {
    const own = [...live.labels.keys()].map(familyOf).filter((name) => OWN.test(name));
    expect(own.length).toBeGreaterThan(15);
    expect(own.filter((name) => !UNIT.test(name))).toEqual([]);
    const families = [...live.labels.keys()].map(familyOf);
    expect(families.filter((name) => !live.help.has(name))).toEqual([]);
  });

  it('tell of stages, refusals, blocks, requests and components', () => {
    const { text } = live;
    expect(text).toMatch(/^bondledger_stage_seconds_count\{stage="queue"\} [1-9]/m);
    expect(text).toMatch(/^bondledger_stage_seconds_count\{stage="sign"\} [1-9]/m);
    expect(text).toMatch(/^bondledger_stage_seconds_count\{stage="commit"\} [1-9]/m);
    expect(text).toMatch(/^bondledger_refusals_total\{code="REFERENCE_DUPLICATE"\} 1$/m);
    expect(text).toMatch(/^bondledger_instructions_total 1$/m);
    for (const state of ['WAITING', 'RUNNING', 'DONE', 'STOPPED']) {
      expect(text).toMatch(new RegExp(`^bondledger_jobs_items\\{state="${state}"\\} 0$`, 'm'));
    }
    expect(text).toMatch(/^bondledger_component_up\{component="ledger"\} 1$/m);
    const request = 'method="GET",route="/api/info",status="200"';
    expect(text).toContain(`bondledger_http_request_seconds_count{${request}} 1`);
  });

  it('say nothing of a trade', () => {
    const [ticket] = server.day.tickets;
    const { reference, isin, faceAmount } = ticket?.terms ?? {};
    for (const secret of [reference, isin, faceAmount, ticket?.sellerSide.account]) {
      expect(live.text).not.toContain(String(secret));
    }
    expect(live.text).not.toMatch(/\d{8}-[0-9A-Z]{26}/);
  });

  it('are told to this machine; to others with a token only', async () => {
    const passedOn = await fetch(`${server.url}/metrics`, {
      headers: { 'x-forwarded-for': '192.0.2.7' },
    });
    expect(passedOn.status).toBe(401);
    const { headers } = await server.as('ksd-maker');
    const known = await fetch(`${server.url}/metrics`, {
      headers: { ...headers, 'x-forwarded-for': '192.0.2.7' },
    });
    expect(known.status).toBe(200);
  });
});

/** Words of an expression that are no metric. */
const WORDS = new Set(['sum', 'by', 'rate', 'count', 'or', 'vector', 'histogram_quantile', 'time']);

/** The metrics of an expression with the labels that it asks of them. */
function* wantedBy(expression: string): Generator<readonly [metric: string, labels: string[]]> {
  const by = [...expression.matchAll(/by \(([^)]*)\)/g)].flatMap(([, list = '']) =>
    list.split(',').map((label) => label.trim()),
  );
  const bare = expression.replace(/by \([^)]*\)/g, '').replace(/\[[^\]]*\]/g, '');
  for (const [, name = '', chosen = ''] of bare.matchAll(/\b([a-z_][a-z_0-9]*)(?:\{([^}]*)\})?/g)) {
    if (WORDS.has(name)) continue;
    const labels = [...chosen.matchAll(/(\w+)\s*(?:=~|!=|!~|=)/g)].map(([, label = '']) => label);
    yield [name, [...by, ...labels]];
  }
}

/** Known with the label although nothing of it has happened in so short a test. */
const MAY_BE_SILENT: Readonly<Record<string, readonly string[]>> = {
  bondledger_component_behind_blocks: ['component'],
  bondledger_read_model_lag_seconds: ['institution'],
};

function missingIn(expression: string, legend = ''): readonly string[] {
  const shown = [...legend.matchAll(/\{\{(\w+)\}\}/g)].map(([, label = '']) => label);
  return [...wantedBy(expression.replace(/"[^"]*"/g, '""'))].flatMap(([name, labels]) => {
    const seen = live.labels.get(name);
    const known = seen?.size === undefined || seen.size === 0 ? MAY_BE_SILENT[name] : [...seen];
    const isKnown = seen !== undefined || live.help.has(name);
    if (!isKnown) return [name];
    return [...labels, ...shown].filter((each) => !(known ?? []).includes(each));
  });
}

interface Dashboard {
  readonly uid: string;
  readonly panels: readonly {
    readonly title: string;
    readonly targets: readonly { readonly expr: string; readonly legendFormat: string }[];
  }[];
}

const files = readdirSync(DASHBOARDS);
const textOf = (file: string): string => readFileSync(join(DASHBOARDS, file), 'utf8');

describe.each(files.filter((file) => file.endsWith('.json')))('the dashboard %s', (file) => {
  const { panels } = JSON.parse(textOf(file)) as Dashboard;

  it.each(panels.map(({ title, targets }) => [title, targets] as const))(
    'asks in "%s" for metrics and labels that are there',
    (_, targets) => {
      for (const { expr, legendFormat } of targets) {
        expect(missingIn(expr, legendFormat)).toEqual([]);
      }
    },
  );
});

describe('what is missing', () => {
  it('is found: a metric that is not there, and a label', () => {
    expect(missingIn('rate(bondledger_nothing_total[1m])')).toEqual(['bondledger_nothing_total']);
    const wrong = 'sum by (trade) (bondledger_refusals_total{code="X"})';
    expect(missingIn(wrong)).toEqual(['trade']);
  });
});

describe('the alert rules', () => {
  const lines = textOf('alerts.yml').split('\n');
  const valueOf = (line: string): string => line.slice(line.indexOf(':') + 1).trim();
  const names = lines.filter((line) => line.includes('- alert:')).map(valueOf);
  const expressions = lines.filter((line) => /^\s*expr:/.test(line)).map(valueOf);

  it('have a name and an expression each', () => {
    expect(names.length).toBeGreaterThan(8);
    expect(new Set(names).size).toBe(expressions.length);
  });

  it.each(expressions)('ask for metrics and labels that are there: %s', (expression) => {
    expect(missingIn(expression)).toEqual([]);
  });

  it('name in their texts only labels of their metrics', () => {
    const named = lines.flatMap((line) =>
      [...line.matchAll(/\$labels\.(\w+)/g)].map(([, label = '']) => label),
    );
    const known = new Set([...live.labels.values()].flatMap((labels) => [...labels]));
    known.add('institution');
    expect(named.filter((label) => !known.has(label))).toEqual([]);
  });
});
