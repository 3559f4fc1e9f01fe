import type { Translated } from '../../i18n/translated.ts';
import type zh from './help.zh.ts';

export default {
  lead:
    'What each page is for and how to use it. The question mark at the top of any page (on phones under “More”) ' +
    'explains that page.',
  contact: 'Contact:',
  all: 'All help',
  keyboard: 'Keyboard',
  chapter: {
    everybody: 'Everybody',
    owner: 'Project owners and investors',
    organizer: 'Organizers',
    staff: 'Deal desk',
  },
  home: {
    title: 'Home',
    lead: 'What is live now, what comes next and what has been signed.',
    steps:
      'Open a live session to watch it at once.\n' +
      'Find projects by track, field or keyword.\n' +
      'Once you have signed in, what concerns you is on “My page”.',
  },
  wall: {
    title: 'Signing wall',
    lead: 'This edition’s agreements, each within a second of its registration; made for the big screen.',
    steps: 'Use your browser’s back button to return.\n' + 'An amount is shown only where the parties agree to it.',
  },
  record: {
    lead: 'The picture that the recorder takes; there is nothing to do here.',
    steps: 'To watch a recording, go to “Replays”.',
  },
  programme: {
    title: 'Programme',
    lead: 'When and where every session takes place, day by day.',
    steps:
      'Filter by day, room or track.\n' +
      'Open a session for its agenda, to ask questions and to watch it live.\n' +
      'On “My page” you can subscribe to the programme in your own calendar; changes arrive by themselves.',
  },
  session: {
    title: 'Session',
    lead: 'Watch, ask and chat; presenters wait and go on stage here, and organizers run the stage.',
    steps:
      'Sign in to ask questions, vote or raise your hand.\n' +
      'As an investor, press “Interested · Let’s meet” while a pitch runs.\n' +
      'As a presenter, turn on your camera and microphone and wait to be called; once on stage, just begin.\n' +
      'When the session is over, its replay is on the same page.',
  },
  hallCheckIn: {
    lead: 'You have scanned the code at a hall: say that you are here.',
    steps:
      'Press “I’m here” and you are checked in.\n' +
      'The code changes every few minutes; if it has expired, scan it again.',
  },
  hall: {
    title: 'Hall screen',
    lead: 'For the screen in the hall: the stage and the code to check in by.',
    steps:
      'Open it on the hall’s computer, full screen.\n' + 'Visitors scan the code to check in; it changes by itself.',
  },
  replays: {
    title: 'Replays',
    lead: 'Recordings of sessions, open all year.',
    steps: 'Search titles, projects and what was said.\n' + 'Open a result to play from that moment.',
  },
  replay: {
    title: 'Replay of a session',
    lead: 'The recording of one session, a chapter for each pitch.',
    steps:
      'Choose a chapter to start from that pitch.\n' +
      'The deck turns its pages with the picture.\n' +
      'Next time it continues where you stopped.',
  },
  check: {
    title: 'Device check',
    lead: 'Check camera, microphone and network before you go on stage.',
    steps:
      'Let your browser use the camera and the microphone.\n' +
      'If you see yourself and the level moves, you are ready.\n' +
      'If the network is weak, try a cable or your phone’s hotspot.',
  },
  control: {
    title: 'Control room',
    lead: 'Several sessions side by side, to see which one needs somebody.',
    steps: 'Choose the sessions to watch.\n' + 'Open one to reach its stage console.',
  },
  projects: {
    title: 'Projects',
    lead: 'Every project of the expo.',
    steps: 'Filter by keyword, track, field or city.\n' + 'Open a project for its summary, deck and pitch time.',
  },
  project: {
    title: 'Project',
    lead: 'What a project is, what it seeks and when it pitches.',
    steps:
      'Read its deck; its pitch time leads to the session.\n' +
      'As an investor, press “Interested · Let’s meet”: the owner is told and replies with a time.',
  },
  signIn: {
    title: 'Sign in',
    lead: 'Sign in with your e-mail address and password.',
    steps:
      'If you have lost your account, contact the organisers.\n' +
      'After several wrong attempts you are asked to wait a moment.',
  },
  mine: {
    title: 'My page',
    lead: 'All that concerns you: meetings, projects, agreements, notices.',
    steps:
      'What waits for your reply is at the top.\n' +
      'As a project owner, confirm that you take part and upload your deck here.\n' +
      'You can subscribe to your own sessions in your calendar.',
  },
  negotiation: {
    title: 'Negotiation room',
    lead: 'A room for the two sides alone: video, chat, files and the term sheet.',
    steps:
      'Both sides write the term sheet together; each side’s changes have their own tint.\n' +
      'When you agree, turn the term sheet into an agreement.\n' +
      'If the time does not suit, decline or propose another.',
  },
  notices: {
    title: 'Notices',
    lead: 'What concerns you and is not done yet.',
    steps:
      'Press a notice’s button to deal with it; what is done goes by itself.\n' +
      'Put away what you no longer need with the cross; it goes on your other devices too.',
  },
  help: {
    lead: 'Every page explained, by role.',
    steps: 'Open an entry to read it.\n' + '“About this page” on any page is its entry of this list.',
  },
  privacy: {
    lead: 'What this platform keeps, why and for how long.',
    steps: 'To see, correct or delete data about you, contact the organiser named at the foot of the page.',
  },
  editions: {
    title: 'Editions',
    lead: 'Where organizers plan each edition.',
    steps: 'Open an edition to plan it.\n' + 'A new edition can take over the rooms and slots of the last.',
  },
  workspace: {
    title: 'Planning',
    lead: 'Put sessions into rooms and slots, and publish when you are content.',
    steps:
      'Drag, or use the arrow keys; a cell’s tint says what would happen there, with the reason beside it.\n' +
      '“Auto-schedule” looks for a better plan in the time you give it; see its changes before you adopt them.\n' +
      'When you publish, everybody concerned is told and calendars follow.',
  },
  setup: {
    title: 'Edition setup',
    lead: 'The days, rooms, slots and rules of an edition.',
    steps: 'Set days and rooms first, then slots.\n' + 'The rules say what counts as a conflict in planning.',
  },
  selection: {
    title: 'Selection',
    lead: 'Review what was submitted and decide who takes part.',
    steps:
      'Open a project to review it.\n' +
      'Choose several to decide on them at once and send the letters.\n' +
      'Reviewers with a conflict of interest cannot review.',
  },
  submit: {
    title: 'Submit a project',
    lead: 'Put your project forward for this edition.',
    steps:
      'Give name and summary in both languages.\n' +
      'You can upload the deck later.\n' +
      'The decision will appear on “My page”.',
  },
  desk: {
    title: 'Deal desk',
    lead: 'Log agreements that were signed on paper.',
    steps:
      'All of it works by keyboard: Tab to the next field, Enter to send.\n' +
      'Without a network a paper is kept on this device and sent later by itself.\n' +
      'A colleague verifies it, and it is registered.',
  },
  ceremony: {
    title: 'Signing ceremony',
    lead: 'Call the parties to the stage in order.',
    steps: 'Add agreements and put them in order.\n' + 'Press “Next”: the big screen and the parties’ phones follow.',
  },
  tables: {
    title: 'Tables',
    lead: 'The day’s plan of the meeting tables on site.',
    steps: 'See which table is free when.\n' + 'The code on a table is for both sides to check in.',
  },
  register: {
    title: 'Register',
    lead: 'All registered agreements and how they are followed up.',
    steps: 'Find one by number or party.\n' + 'Overdue milestones are at the top.',
  },
  checkIn: {
    title: 'Meeting check-in',
    lead: 'Scan the code on the table when you arrive.',
    steps: 'Press “I’m here” and the other side knows that you have come.',
  },
  agreement: {
    title: 'Agreement',
    lead: 'One agreement from its draft to registration and follow-up.',
    steps:
      'When every party has approved, sign with a code from your authenticator.\n' +
      'With the last signature it is registered and gets its number and certificate.\n' +
      'After that, follow milestones here, or ask to complete or terminate it.',
  },
  verify: {
    title: 'Verify an agreement',
    lead: 'Check whether an agreement is registered and unchanged.',
    steps:
      'Enter its number, scan the code of its certificate, or drop the file.\n' +
      'The file’s digest is computed on your device; nothing is uploaded.',
  },
  missing: {
    lead: 'There is no page at this address.',
    steps: 'Start again from the navigation or the home page.',
  },
  keys: {
    session:
      'Next (organizers)\nHold or resume the clock (organizers)\nOne more minute (organizers)\n' +
      'Undo (organizers)\nTurn the deck’s pages (presenters)',
    workspace:
      'Move\nPick up or put down\nLeave it where it was\nBack to the unplaced\nLock\nAnother day\n' + 'Undo\nRedo',
    negotiation: 'Undo your own change of the term sheet\nRedo',
  },
} satisfies Translated<typeof zh>;
