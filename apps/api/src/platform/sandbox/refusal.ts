/** Why a sandboxed program did not take a file: a rule by its code, a sentence, and where in the file it was broken. */
export class Refusal extends Error {
  override name = 'Refusal';
  readonly rule: string;
  readonly at: string | undefined;

  constructor(rule: string, message: string, at?: string) {
    super(message);
    this.rule = rule;
    this.at = at;
  }
}
