import ipaddr from 'ipaddr.js';

/** Of an IPv6 address a household or a device has these bits to itself, and all the others to choose from. */
const IPV6_PREFIX_BYTES = 8;

/** What one sender cannot change at will: an IPv4 address, or the first 64 bits of an IPv6 address. */
export function networkOf(address: string): string {
  if (!ipaddr.isValid(address)) return address;
  const parsed = ipaddr.process(address);
  if (parsed.kind() === 'ipv4') return parsed.toString();
  return `${Buffer.from(parsed.toByteArray().slice(0, IPV6_PREFIX_BYTES)).toString('hex')}/64`;
}
