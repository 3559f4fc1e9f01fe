/** The words that labels are given for, in their order; without the schema of these words, which brings a validator. */
export const keysOf = <Word extends string>(labels: Record<Word, unknown>): Word[] => Object.keys(labels) as Word[];
