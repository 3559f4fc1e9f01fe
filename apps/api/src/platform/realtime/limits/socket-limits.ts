import type { Rate } from './token-buckets.ts';

/** The longest message in bytes: a whole term sheet of Chinese text in one change, and what is around it. */
export const MAX_MESSAGE_BYTES = 96 * 1024;
/** A page has shown who it is after this long, or its connection is closed. */
export const CONNECT_MS = 10_000;
/** A page that finds no place tries again after this long. */
export const FULL_RETRY_SECONDS = 30;

/** Who types fast sends ten events a second; a page that opens sends ten at once. */
export const SOCKET_EVENTS: Rate = { burst: 100, perSecond: 20 };
/** All pages of one person or guest. */
export const PERSON_EVENTS: Rate = { burst: 200, perSecond: 40 };
/** All guests of one address: a hall of a thousand phones that come back at once. */
export const ADDRESS_EVENTS: Rate = { burst: 10_000, perSecond: 500 };
/** Refusals that a socket is answered before it is ended. */
export const REFUSALS: Rate = { burst: 100, perSecond: 1 };
/** Packets of a connection, before they are read; one for each 4 KiB. */
export const PACKETS: Rate = { burst: 600, perSecond: 100 };
export const PACKET_BYTES = 4096;
/** Connections of one address, before anybody knows whose they are. */
export const ADDRESS_CONNECTIONS: Rate = { burst: 3_000, perSecond: 100 };
/** Connections of one person or guest. */
export const PERSON_CONNECTIONS: Rate = { burst: 60, perSecond: 2 };

/** How long somebody who has flooded stays out: doubled with each time within ten minutes. */
export const PENALTY_SECONDS = { first: 5, longest: 300, remembered: 600 };
