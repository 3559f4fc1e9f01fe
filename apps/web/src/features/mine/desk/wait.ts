/** One thing that waits for a person, and where it is done. */
export interface Wait {
  text: string;
  to: string;
}
