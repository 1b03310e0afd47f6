// Makes visible what a certificate could hide in its texts: such characters turn a name into another one to the eye.

// Controls (Cc), format characters among them bidi overrides and zero-width ones (Cf), separators of lines and
// paragraphs, lone surrogates, private and unassigned code points, blanks other than U+0020, and fillers that show nothing.
const HIDDEN =
  /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Co}\p{Cn}\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000\u115f\u1160\u3164\uffa0]/gu

/** Writes hidden characters as `‹U+202E›`; everything else stands as it is. */
export const makeVisible = (text: string): string =>
  text.replace(
    HIDDEN,
    (character) => `‹U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}›`,
  )
