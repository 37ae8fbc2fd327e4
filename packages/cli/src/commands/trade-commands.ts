import type { CommandGroup } from '../command/spec.js';
import { VERBS } from '../steps/verb.js';
import { HELP_TEXTS } from '../texts/help.js';
import { AS, DATA, ENCODING, OWN_KEYS, SKIP_BAD } from './options.js';
import { verbCommand } from './verb-command.js';

const TRADE = '20260921-4C0R1VM8T5XQWJ2Z7K9P3NDHAB';

const FILTERS = [
  { flags: '--state <state>', text: HELP_TEXTS.stateFilter },
  { flags: '--role <role>', text: HELP_TEXTS.roleFilter },
  { flags: '--isin <isin>', text: HELP_TEXTS.isinFilter },
  { flags: '--date <date>', text: HELP_TEXTS.dateFilter },
  { flags: '--settlement-date <date>', text: HELP_TEXTS.settlementDateFilter },
  { flags: '--counterparty <institution>', text: HELP_TEXTS.counterpartyFilter },
];

export const TRADE_COMMANDS: CommandGroup = {
  name: 'trade',
  text: HELP_TEXTS.trade,
  commands: [
    {
      name: 'list',
      text: HELP_TEXTS.tradeList,
      options: [AS, DATA, ...OWN_KEYS, ...FILTERS],
      examples: [
        'trade list --as HBSEC --state SETTLED --role seller',
        'trade list --as CWBK --counterparty DHSEC --json',
      ],
      load: async () => (await import('../trade/list.js')).listTrades,
    },
    {
      name: 'show',
      text: HELP_TEXTS.tradeShow,
      arguments: [{ name: '<trade>', text: HELP_TEXTS.tradeArgument }],
      options: [AS, DATA, ...OWN_KEYS],
      examples: [`trade show ${TRADE} --as HBSEC`],
      load: async () => (await import('../trade/show.js')).showTrade,
    },
    {
      name: 'history',
      text: HELP_TEXTS.tradeHistory,
      arguments: [{ name: '<trade>', text: HELP_TEXTS.tradeArgument }],
      options: [AS, DATA, ...OWN_KEYS],
      examples: [`trade history ${TRADE} --as HBSEC`],
      load: async () => (await import('../trade/history.js')).showHistory,
    },
    {
      name: 'submit',
      text: HELP_TEXTS.SUBMIT,
      arguments: [{ name: '<file>', text: HELP_TEXTS.ticketFile }],
      options: [AS, DATA, ...OWN_KEYS, SKIP_BAD, ENCODING],
      examples: [
        'trade submit sold.csv --as HBSEC',
        'trade submit sold.csv --url http://127.0.0.1:8420 --keystore insurer.keys',
      ],
      load: async () => (await import('../trade/submit.js')).submitTrades,
    },
    ...VERBS.map(verbCommand),
  ],
};
