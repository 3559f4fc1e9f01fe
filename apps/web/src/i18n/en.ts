import type { zh } from './zh.ts';

export const en: typeof zh = {
  brand: 'Everexpo',
  demoBanner: 'Demo data: people, organisations, projects and agreements are made up.',
  noVideo: 'No live video service on this machine; everything else works.',
  nav: { home: 'Home', programme: 'Programme', wall: 'Signing wall', projects: 'Projects', mine: 'Mine', desk: 'Deal desk', signIn: 'Sign in', signOut: 'Sign out', menu: 'Main', language: '中文', theme: 'Switch light and dark', skip: 'Skip to content' },
  common: {
    loading: 'Loading', retry: 'Try again', cancel: 'Cancel', save: 'Save', more: 'Load more', close: 'Close', all: 'All',
    errorTitle: 'Something went wrong', offline: 'Connection lost, reconnecting. What you see may be out of date.', pitches: '{{n}} pitches', seats: '{{n}} seats', online: 'Online', notFound: 'No such page', notFoundHint: 'The address may have changed.', toHome: 'Back to home',
    track: 'Track', field: 'Field', city: 'City', owner: 'Owner', organisation: 'Organisation', undisclosed: 'Not public', months: '{{n}} months', 
  },
  state: { live: 'Live now', ended: 'Over' },
  home: {
    now: 'On now', nothingLive: 'No session is live at this moment.', nextStart: 'The next one starts at {{time}}', next: 'Coming up', figures: 'This edition', sessions: 'sessions', projects: 'projects', agreements: 'agreements', amount: 'agreed amount', search: 'Search projects', searchHint: 'A technology, field or city, such as “battery” or “vanadium”', pitchNow: 'No. {{n}} of {{total}}', programmeLink: 'Full programme', wallLink: 'Signing wall',
    headline: 'A stage that never goes dark', sub: 'Three days, 101 pitch sessions, in halls and online at once.',
  },
  programme: { title: 'Programme', byRoom: 'By room', list: 'List', empty: 'No session on this day matches.', clear: 'Clear filters', timesIn: 'Times are in {{zone}}', view: 'View', now: 'now', over: '{{n}} sessions that are over' },
  projects: { title: 'Projects', empty: 'No project matches.', count: '{{n}} projects', summary: 'About the project', seeks: 'Seeks', amount: 'Amount sought', pitchAt: 'Pitch', notPlaced: 'Not placed in the programme yet' },
  session: {
    stage: 'Stage', agenda: 'Agenda', questions: 'Questions', now: 'On now', next: 'Next', nextUp: 'Up next', done: 'Done', notOpen: 'The session has not started', startsAt: 'Starts at {{time}}', ended: 'This session is over', endedHint: 'The replay will appear here.',
    emptyStage: 'No picture on stage right now', emptyStageHint: 'It appears by itself when a presenter comes on.', connecting: 'Connecting to the stage', enableSound: 'Turn sound on', remaining: 'left', overtime: 'over', seeks: 'Seeks', between: 'Between pitches', mediaLost: 'The connection to the live video was lost.',
    interested: 'Interested · talk', interestSent: 'Interest sent', enterTalk: 'Enter negotiation', interestRole: 'Sign in as an investor to ask for a talk', minutesEach: '{{n}} minutes each',
  },
  questions: {
    ask: 'Ask a question', placeholder: 'What would you like to know?', anonymous: 'Ask anonymously', send: 'Send', empty: 'No questions yet. Ask the first.', signIn: 'Sign in to ask and vote.', vote: 'Vote for: {{body}}', unvote: 'Take back the vote for: {{body}}', answered: 'Answered', markAnswered: 'Mark as answered', markOpen: 'Mark as open', onlyLive: 'Questions open when the session is live.', newOnes: '{{n}} new questions', anonymousName: 'Anonymous',
  },
  green: { title: 'Green room', hint: 'Turn on camera and microphone and wait for the stage manager to bring you on.', open: 'Turn on camera and microphone', waiting: 'Waiting; the audience cannot see you yet', onStage: 'You are on stage', camera: 'Camera', mic: 'Microphone', on: 'on', off: 'off', denied: 'The browser gave no access to camera or microphone. Allow it in the address bar and try again.', preview: 'My picture' },
  console: { title: 'Stage console', open: 'Go live', next: 'Next', close: 'Close session', confirmClose: 'Press again to close', presenters: 'Presenters', present: 'in the green room', absent: 'not here', bring: 'Bring on', takeOff: 'Take off', onStage: 'on stage', hint: 'Key: N for next', over: 'The running order is complete' },
  auth: { title: 'Sign in', email: 'E-mail', password: 'Password', submit: 'Sign in', demo: 'Demo accounts', demoHint: 'Pick a role to fill in its account.', wrong: 'The e-mail or password is not right.',  },
  mine: { title: 'My contacts', empty: 'No interests yet.', emptyOwner: 'When an investor presses “Interested” during your pitch, it appears here.', emptyInvestor: 'Press “Interested · talk” while a pitch is on and it appears here.', from: '{{name}} is interested in your project', to: 'You are interested in this project', during: 'during the pitch', open: 'Start negotiation', resume: 'Enter the room' },
  toast: { interest: '{{name}} is interested in “{{title}}”', meeting: 'The negotiation room for “{{title}}” is open', go: 'Have a look', enter: 'Enter' },
  room: { title: 'Negotiation room', private: 'Private: only the two sides may enter; nothing is recorded', waitingFor: 'Waiting for the other side', enter: 'Enter with camera', end: 'End negotiation', ended: 'The negotiation is over', refused: 'This is not open to you', refusedHint: 'A negotiation room is open to its two sides alone, whatever your role.', ownerSide: 'Project owner', investorSide: 'Investor', you: 'you', toAgreement: 'Draft agreement', encrypted: 'Encrypted in transit' },
  agreement: {
    title: 'Agreement', draft: 'Draft agreement', kind: 'Kind', name: 'Title', amount: 'Amount (CNY)', amountHint: 'To the fen, for example 1280000.00', term: 'Term (months)', terms: 'Terms', amountPublic: 'Show the amount on the wall and certificate', create: 'Make draft', prepare: 'Make ready to sign', revise: 'Revise', document: 'Read the document', signature: 'Signature (type your name)', sign: 'Sign', signed: 'signed', notSigned: 'to sign', certificate: 'Certificate', verify: 'Public verification', hash: 'Document SHA-256', waiting: 'Waiting for the other side to sign', partyA: 'Party A', partyB: 'Party B', version: 'Version {{n}}', badAmount: 'Enter an amount with at most two decimals.',
    states: { draft: 'Draft', ready: 'Ready to sign', partly_signed: 'Partly signed', registered: 'Registered' },
  },
  wall: { title: 'Signing wall', count: 'agreements', amount: 'Total amount (public part)', newest: 'Newest', empty: 'The first registered agreement will appear here.', byCity: 'By city', fullscreen: 'Full screen' },
  desk: { title: 'Deal desk', lead: 'Log agreements signed on paper at the fair.', partyA: 'Party A', partyB: 'Party B', signedOn: 'Signed on', scan: 'Scan (PDF, JPEG or PNG, up to 50 MB)', submit: 'Register', done: 'Registered {{number}}', recent: 'Latest', onlyStaff: 'Only deal desk staff can log agreements.' },
  verify: { title: 'Verify an agreement', holds: 'The ledger entry is intact', broken: 'The ledger entry does not match its content', checking: 'Checking on this device', document: 'Check a file', documentHint: 'Choose the agreement PDF or scan. It is hashed in your browser and not uploaded.', matches: 'The file is the registered one', differs: 'The file is not the registered one', registeredAt: 'Registered', parties: 'Parties', hash: 'Entry SHA-256', prev: 'Entry before', source: 'Source', sources: { screen: 'signed on screen', paper: 'signed on paper' }, none: 'There is no such number.' },
  errors: { generic: 'That did not work: {{detail}}', network: 'No connection. What you typed is kept; try again.' },
};
