/** Counts what of a stream of frames was lost on the way, by their sequence numbers. */

export interface SequenceCounter {
  /**
   * Takes note of a frame. How many were lost just before it; -1 when it came late or twice and must not be used. A
   * frame of another stream starts anew.
   */
  take(frame: { readonly stream: number; readonly sequence: number }): number;
  /** Of the present stream. */
  readonly stream: number | undefined;
  readonly received: number;
  readonly lost: number;
}

const turnover = 2 ** 32;

export function createSequenceCounter(): SequenceCounter {
  let stream: number | undefined;
  let expected = 0;
  let received = 0;
  let lost = 0;
  return {
    take(frame) {
      if (frame.stream !== stream) {
        stream = frame.stream;
        expected = frame.sequence;
        received = 0;
        lost = 0;
      }
      const gap = (frame.sequence - expected + turnover) % turnover;
      if (gap >= turnover / 2) return -1;
      expected = (frame.sequence + 1) % turnover;
      received++;
      lost += gap;
      return gap;
    },
    get stream() {
      return stream;
    },
    get received() {
      return received;
    },
    get lost() {
      return lost;
    },
  };
}
