export { CurrentEdition, dayIn, daysOf } from './editions/current-edition.ts';
export { Edition } from './editions/edition.entity.ts';
export { ExpoModule } from './expo.module.ts';
export { touchProgramme } from './programme/programme-changed.ts';
export { Project } from './projects/project.entity.ts';
export { Pitch } from './sessions/pitch.entity.ts';
export { Session } from './sessions/session.entity.ts';
