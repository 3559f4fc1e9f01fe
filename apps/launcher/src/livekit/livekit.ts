import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { endLeftover } from '../processes/leftover.ts';
import { supervise } from '../processes/supervise.ts';
import { hasPortConflict, startProcess, untilReady, type ManagedProcess } from '../processes/managed-process.ts';
import { onFreePorts, PortTaken } from '../ports.ts';
import { StartError } from '../start-error.ts';
import type { LiveKitSource } from './find-livekit.ts';

export interface MediaServer {
  proc: ManagedProcess;
  url: string;
}

interface LiveKitOptions {
  source: LiveKitSource;
  dataDir: string;
  log: string;
  key: string;
  secret: string;
  /** Where the server reports who comes and goes. */
  reportUrl: string;
  print?: (line: string) => void;
}

/**
 * Starts the media server on free ports of the loopback and keeps it up; it asks no server outside this machine.
 * @throws StartError when it does not answer
 */
export async function startLiveKit(options: LiveKitOptions): Promise<MediaServer> {
  const configFile = join(options.dataDir, 'livekit.json');
  await endLeftover(join(options.dataDir, 'livekit.pid'), (command) => command.includes(configFile), 'SIGTERM');
  return onFreePorts(3, (ports) => startOn(ports, options));
}

/** @throws PortTaken; StartError when it does not answer */
async function startOn(ports: number[], options: LiveKitOptions): Promise<MediaServer> {
  const { source, dataDir, log, key, secret, reportUrl, print = () => undefined } = options;
  const [port, tcpPort, udpPort] = ports;
  const [pidFile, configFile] = [join(dataDir, 'livekit.pid'), join(dataDir, 'livekit.json')];
  const config = {
    port,
    bind_addresses: ['127.0.0.1'],
    rtc: {
      tcp_port: tcpPort,
      udp_port: udpPort,
      node_ip: '127.0.0.1',
      use_external_ip: false,
      enable_loopback_candidate: true,
      // Without a list of its own, LiveKit would send its clients to public STUN servers.
      stun_servers: [`127.0.0.1:${udpPort}`],
      // A new viewer asks the presenter for a whole picture; at LiveKit's own pace of one a second, "next" would show a
      // dark stage.
      pli_throttle: { low_quality: '200ms', mid_quality: '300ms', high_quality: '300ms' },
    },
    keys: { [key]: secret },
    webhook: { api_key: key, urls: [reportUrl] },
    room: { empty_timeout: 60, departure_timeout: 20 },
    logging: { level: 'warn', json: true },
  };
  // JSON is YAML, the format LiveKit reads.
  writeFileSync(configFile, JSON.stringify(config), { mode: 0o600 });
  const { command, args } = commandOf(source, configFile);
  const startAgain = () => {
    const started = startProcess('LiveKit', command, args, { log });
    writeFileSync(pidFile, String(started.child.pid));
    return started;
  };
  const ready = (proc: ManagedProcess) =>
    untilReady(proc, async () => (await fetch(`http://127.0.0.1:${port}/`)).ok, 30_000);
  const proc = startAgain();
  try {
    await ready(proc);
  } catch (error) {
    await proc.stop();
    if (hasPortConflict(proc)) throw new PortTaken();
    throw new StartError(`LiveKit does not start: ${(error as Error).message}; see ${log}.`);
  }
  // Sessions outlive their media server: pages come back to it by themselves.
  return { proc: supervise(proc, { startAgain, ready, print }), url: `ws://127.0.0.1:${port}` };
}

function commandOf(source: LiveKitSource, configFile: string): { command: string; args: string[] } {
  if (source.kind === 'binary') return { command: source.path, args: ['--config', configFile] };
  return {
    command: 'docker',
    args: [
      'run',
      '--rm',
      '--network',
      'host',
      '-v',
      `${configFile}:/livekit.yaml:ro`,
      source.image,
      '--config',
      '/livekit.yaml',
    ],
  };
}
