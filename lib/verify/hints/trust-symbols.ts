/**
 * Pictures that a mail program itself would draw to vouch for a sender. In a display name or a subject they are the sender's own
 * words. By their names in the Unicode Character Database; an open lock (U+1F513) vouches for nothing.
 */
export const trustSymbols: ReadonlyMap<number, 'lock' | 'tick' | 'shield'> = new Map([
  [0x1f512, 'lock'], // LOCK
  [0x1f50f, 'lock'], // LOCK WITH INK PEN
  [0x1f510, 'lock'], // CLOSED LOCK WITH KEY
  [0x2705, 'tick'], // WHITE HEAVY CHECK MARK
  [0x2713, 'tick'], // CHECK MARK
  [0x2714, 'tick'], // HEAVY CHECK MARK
  [0x2611, 'tick'], // BALLOT BOX WITH CHECK
  [0x1f5f8, 'tick'], // LIGHT CHECK MARK
  [0x1f5f9, 'tick'], // BALLOT BOX WITH BOLD CHECK
  [0x1fbb1, 'tick'], // INVERSE CHECK MARK
  [0x1f6e1, 'shield'], // SHIELD
  [0x26e8, 'shield'], // BLACK CROSS ON SHIELD
]);
