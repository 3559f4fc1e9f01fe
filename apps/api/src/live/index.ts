export { LiveModule } from './live.module.ts';
export { Question } from './questions/question.entity.ts';
export { Stage } from './stage/stage.entity.ts';
export { tellInterest } from './log/tell-interest.ts';
