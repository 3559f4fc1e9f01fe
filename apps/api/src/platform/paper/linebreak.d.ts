/** The part of the Unicode line breaking algorithm (UAX #14) that we use. */
declare module 'linebreak' {
  export default class LineBreaker {
    constructor(text: string);
    /** Where a line may end, and whether it must; null at the end of the text. */
    nextBreak(): { position: number; required: boolean } | null;
  }
}
