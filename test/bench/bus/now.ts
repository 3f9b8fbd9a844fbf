/** The clock of the bus benchmark, whose two processes measure one delay together. */

/** ms on the clock that all processes of one machine share. */
export const now = (): number => Number(process.hrtime.bigint()) / 1e6;
