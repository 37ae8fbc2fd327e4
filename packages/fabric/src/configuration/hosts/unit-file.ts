import type { ProcessSpec } from '../../nodes/process-spec.js';

/** systemd takes `%` and `"` for its own. */
const quoted = (text: string): string =>
  `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('%', '%%')}"`;

const OF_THIS_MACHINE: readonly string[] = ['PATH', 'HOME', 'LANG', 'TZ', 'TMPDIR'];

/**
 * The systemd unit of one node. `program` is the command as it is found on its host: the paths of
 * this machine say nothing about another.
 */
export function unitFile(spec: ProcessSpec, program: string): string {
  const variables = Object.entries(spec.env)
    .filter(([name, value]) => value !== undefined && !OF_THIS_MACHINE.includes(name))
    .map(([name, value]) => `Environment=${quoted(`${name}=${value ?? ''}`)}`);
  return [
    '[Unit]',
    `Description=bondledger ${spec.name}`,
    'Wants=network-online.target',
    'After=network-online.target',
    '',
    '[Service]',
    'User=bondledger',
    `WorkingDirectory=${spec.cwd}`,
    'Environment=PATH=/usr/local/bin:/usr/bin:/bin',
    ...variables,
    `ExecStart=/usr/bin/env ${[program, ...spec.args].map(quoted).join(' ')}`,
    'Restart=always',
    'RestartSec=1',
    'LimitNOFILE=65536',
    'NoNewPrivileges=true',
    'ProtectSystem=full',
    '',
    '[Install]',
    'WantedBy=multi-user.target',
    '',
  ].join('\n');
}
