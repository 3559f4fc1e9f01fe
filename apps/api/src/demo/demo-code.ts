import { generateSync } from 'otplib';
import { demoAccounts, demoAuthenticator } from './accounts.ts';

/**
 * `npm run demo:code -- ACCOUNT`: what the authenticator of a demo account shows now, for those without a phone at
 * hand.
 */
const [, , account = ''] = process.argv;
const email = `${account}@everexpo.example`;
if (!demoAccounts.some((known) => known.email === email)) {
  console.error(
    `usage: npm run demo:code -- ACCOUNT, one of ${demoAccounts.map((known) => known.email.split('@')[0]).join(', ')}`,
  );
  process.exit(2);
}
const seconds = 30 - (Math.floor(Date.now() / 1000) % 30);
console.log(`${generateSync({ secret: demoAuthenticator(email) })}  (good for signing once, new in ${seconds} s)`);
