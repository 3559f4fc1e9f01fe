/** The shape of a namespace's English: the keys of its Chinese, and `_one` beside each `_other`. */
export type Translated<T> = {
  readonly [K in keyof T]: T[K] extends string ? string : Translated<T[K]>;
} & {
  readonly [K in keyof T as K extends `${infer Plural}_other` ? `${Plural}_one` : never]: string;
};
