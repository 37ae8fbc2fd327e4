import { cpus, totalmem } from 'node:os';

/** The machine in a line: processors and memory. */
export function machineOf(): string {
  const processors = cpus();
  const model = processors[0]?.model.trim() ?? 'unknown processor';
  const gibibytes = Math.round(totalmem() / 2 ** 30);
  return `${String(processors.length)} x ${model}, ${String(gibibytes)} GiB`;
}
