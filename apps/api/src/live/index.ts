export { LiveModule } from './live.module.ts';
export { pitchesOn, pitchOnOf } from './queries/pitches-on.ts';
export { publishInterest } from './log/publish-interest.ts';
