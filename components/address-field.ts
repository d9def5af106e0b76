/** For inputs where a domain or an address is typed: no word of a language, so nothing is corrected, completed or turned around. */
export const ADDRESS_FIELD = {
  type: 'text',
  inputMode: 'url',
  autocomplete: 'off',
  spellcheck: false,
  dir: 'ltr',
} as const;
