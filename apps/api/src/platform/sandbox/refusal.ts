/** Why a sandboxed program did not take a file: a rule by its code, a sentence, where it was broken, and its limit. */
export class Refusal extends Error {
  override name = 'Refusal';
  readonly rule: string;
  readonly at: string | undefined;
  readonly limit: number | undefined;

  constructor(rule: string, message: string, at?: string, limit?: number) {
    super(message);
    this.rule = rule;
    this.at = at;
    this.limit = limit;
  }
}
