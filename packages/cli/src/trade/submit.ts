import { readTicketCsv, type Placed, type Reading, type TicketInput } from '@bondledger/legacy';
import type { Call } from '../command/call.js';
import type { ExitCode } from '../exit-code.js';
import { isFault, nothingBut, readFileText, withRows } from '../files/read-file.js';
import { readTicketJson } from '../files/ticket-json.js';
import { withActing } from '../steps/with-acting.js';
import { answerSteps } from '../steps/report.js';
import { take, type Planned } from '../steps/take.js';

/** `trade submit` */
export async function submitTrades(call: Call): Promise<ExitCode> {
  const { good, faults } = await readTickets(call, call.operand(0));
  const rows = {
    step: 'SUBMIT',
    faults,
    good: good.map(({ place, value }) => ({ place, value: { reference: value.terms.reference } })),
  };
  if (faults.length > 0 && !call.flag('skipBad')) {
    return answerSteps(call, { ...rows, taken: [], leftAside: 0 });
  }
  return withActing(call, false, async (acting) => {
    const sold = good.filter(({ value }) => value.terms.seller === acting.participant);
    const taken = await take(call, acting, 'SUBMIT', sold.map(plannedOf));
    return answerSteps(call, { ...rows, taken, leftAside: good.length - sold.length });
  });
}

async function readTickets(call: Call, path: string): Promise<Reading<TicketInput>> {
  const read = await readFileText(call, path);
  if (isFault(read)) return nothingBut(read);
  const tickets = read.kind === 'json' ? readTicketJson(read.text) : readTicketCsv(read.text);
  return withRows(call.path(path), tickets);
}

function plannedOf({ place, value }: Placed<TicketInput>): Planned {
  const { terms, sellerSide } = value;
  const subject = { reference: terms.reference };
  if (sellerSide !== undefined) {
    return { ...place, subject, plan: { step: 'SUBMIT', terms, own: sellerSide } };
  }
  const params = { field: 'sellerAccount' };
  return { ...place, subject, plan: { code: 'FIELD_MISSING', params } };
}
