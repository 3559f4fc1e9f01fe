import { dispose } from '@livekit/rtc-node';
import { Presenter } from './presenter.ts';
import type { Call, ClientsState, Reply, Request, Wanted } from './protocol.ts';
import { Viewer, visit } from './viewer.ts';

/** A process of its own that holds light clients; what `LightClients` forks. */
const reply = (message: Reply) => process.send?.(message);

function fail(error: unknown): void {
  reply({ kind: 'failed', error: error instanceof Error ? (error.stack ?? error.message) : String(error) });
}

process.on('uncaughtException', fail);
process.on('unhandledRejection', fail);
process.on('disconnect', () => void dispose().finally(() => process.exit(0)));

const wanted = JSON.parse(process.argv[2] ?? '{}') as Wanted;
const clients: { viewers: Viewer[]; presenters: Presenter[] } = { viewers: [], presenters: [] };

process.on('message', ({ id, call }: Request) => {
  answer(call).then(
    (result) => reply({ kind: 'answer', id, answer: result }),
    (error: Error) => reply({ kind: 'refused', id, error: error.message }),
  );
});

async function answer(call: Call): Promise<unknown> {
  switch (call.name) {
    case 'look':
      return look();
    case 'leave':
      return clients[call.who][call.index]?.leave();
    case 'mute':
      return clients.presenters[call.index]?.mute(call.muted);
    case 'visit':
      return visit(call.ticket);
  }
}

const look = (): ClientsState => ({
  viewers: clients.viewers.map((viewer) => viewer.look()),
  presenters: clients.presenters.map((presenter) => presenter.look()),
});

try {
  clients.presenters = await Promise.all(
    wanted.presenters.map(async (cookie) => {
      const presenter = await Presenter.join(wanted, cookie, fail);
      reply({ kind: 'joined' });
      return presenter;
    }),
  );
  // One after the other: each waits for its turn in the queue.
  for (const cookie of wanted.viewers) {
    clients.viewers.push(await Viewer.join(wanted, cookie));
    reply({ kind: 'joined' });
  }
} catch (error) {
  fail(error);
}
