import type { TagWishes } from '../input/solver-input.ts';

/** Header texts of the sheet "Talks", in the words of the conference workbook. */
export const TALK_COLUMNS = [
  'Code',
  'Title',
  'Talk type',
  'Speakers',
  'Theme track tags',
  'Sector tags',
  'Audience types',
  'Audience level',
  'Content tags',
  'Language',
  'Required timeslot tags',
  'Preferred timeslot tags',
  'Prohibited timeslot tags',
  'Undesired timeslot tags',
  'Required room tags',
  'Preferred room tags',
  'Prohibited room tags',
  'Undesired room tags',
  'Mutually exclusive talks tags',
  'Prerequisite talks codes',
  'Favorite count',
  'Crowd control risk',
  'Pinned by user',
  'Timeslot day',
  'Start',
  'End',
  'Room',
  'Published Timeslot',
  'Published Start',
  'Published End',
  'Published Room',
] as const;

export type TalkColumn = (typeof TALK_COLUMNS)[number];

/** Header text of each tag list, the same for talks and speakers. */
export const WISH_COLUMNS: Record<keyof TagWishes, string> = {
  requiredTimeslot: 'Required timeslot tags',
  preferredTimeslot: 'Preferred timeslot tags',
  prohibitedTimeslot: 'Prohibited timeslot tags',
  undesiredTimeslot: 'Undesired timeslot tags',
  requiredRoom: 'Required room tags',
  preferredRoom: 'Preferred room tags',
  prohibitedRoom: 'Prohibited room tags',
  undesiredRoom: 'Undesired room tags',
};

/** The fill that marks an unavailable timeslot (Tango palette, "aluminium 5"). */
export const UNAVAILABLE_FILL = '555753';
