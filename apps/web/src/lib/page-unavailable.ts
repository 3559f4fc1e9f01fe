/** A page's code or texts could not be fetched: the server is away, or has another build by now. */
export class PageUnavailable extends Error {
  constructor(cause: unknown) {
    super('the page could not be fetched', { cause });
  }
}
