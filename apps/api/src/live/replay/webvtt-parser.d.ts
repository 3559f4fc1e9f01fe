/** The part of the W3C's WebVTT parser that we use. */
declare module 'webvtt-parser' {
  export interface CueNode {
    type: string;
    value?: string;
    children?: CueNode[];
  }
  interface Cue {
    /** Seconds. */
    startTime: number;
    endTime: number;
    tree: CueNode;
  }
  interface ParseError {
    message: string;
    line: number;
  }
  const parser: {
    WebVTTParser: new (entities: Record<string, string>) => {
      parse(text: string, mode: 'metadata'): { cues: Cue[]; errors: ParseError[] };
    };
  };
  export default parser;
}
