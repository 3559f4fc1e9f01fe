export { LiveModule } from './live.module.ts';
export { pitchesOn, pitchOnOf } from './queries/pitches-on.ts';
export { tellInterest } from './log/tell-interest.ts';
