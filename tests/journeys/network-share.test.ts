import { test } from 'vitest';
import { aLiveSession } from '../../apps/api/src/testing/builders/index.ts';
import { useJourney } from '../support/journey.ts';

/** A network whose share of a session is one seat; nothing is broadcast. */
const journey = useJourney({ env: { SEATS_PER_NETWORK: '1' } });

test("who finds their network's share of the seats taken is told so in their language", async () => {
  const { session } = await aLiveSession(journey.host);
  const open = async (language: 'zh' | 'en') => {
    const page = await journey.page(null);
    await page.addInitScript((chosen) => localStorage.setItem('everexpo.language', chosen), language);
    await page.goto(`/sessions/${session.id}`);
    return page;
  };
  await (await open('zh')).getByTestId('stage').waitFor();
  await (await open('zh')).getByText('您所在网络的席位已用完').waitFor();
  await (await open('en')).getByText('All seats for your network are taken').waitFor();
});
