/** Titles and help of the screens, and the words that only one of them has. */
export const screens = {
  screens: {
    s130: {
      title: 'Confirm trades',
      help:
        'Trades that were submitted to us, beside our own books: confirm or reject them. What ' +
        'differs is marked with ≠.',
    },
    s320: {
      title: 'Settlement',
      help:
        'Restrict, request payment, confirm it and settle, one after the other. Press Enter on a ' +
        'row to see what holds it up.',
    },
    s410: {
      title: 'The day',
      help: 'The day by state and hour. Each figure leads to its trades.',
    },
    s510: {
      title: 'Monitoring',
      help: 'How the ledger and the server do: alarms, latency by stage, queues, blocks.',
    },
    s910: {
      title: 'Users and rights',
      help: 'The users of our institution, their rights, and the tokens of programs.',
    },
    s920: {
      title: 'Participants and keys',
      help: 'Who takes part, with which signing keys. The operator of KSD registers and suspends.',
    },
    s930: {
      title: 'Issues',
      help: 'The issues of the ledger. The operator of KSD registers new ones.',
    },
    s940: {
      title: 'Day and holidays',
      help: 'Business date, phase and holidays. The operator of KSD moves the day on.',
    },
    s950: {
      title: 'Audit log',
      help: 'Who did what, and what was refused. The log only grows.',
    },
    s960: {
      title: 'Demonstration',
      help: "Let all institutions take the day's steps by themselves, at a speed, or pause them.",
    },
    s990: {
      title: 'My account',
      help: 'My rights, my password, signing out.',
    },
  },
  start: {
    title: 'To do today',
    help: 'What waits for your role now, in order. A line leads to its screen.',
    lead: 'What {{institution}} has to do now.',
    nothing: 'Nothing waits now',
    nothingNext: 'What comes in will stand here. The whole day is on screen 410.',
    mine: 'Ours to do',
    approvals: 'Waiting for approval',
    approvalsOwn: '{{n}} of them are your own, for another person to approve',
    late: 'Trades past the cut-off',
    today: 'Today',
    open: 'Open',
  },
  s410: {
    flow: 'Flow of the day',
    trades: 'Trades',
  },
};
