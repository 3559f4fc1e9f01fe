import { Random } from '../../../../../libs/timetable/src/search/random.ts';
