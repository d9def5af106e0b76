/**
 * Words by which a mail vouches for its own sender: "verified" and "authenticated", as the interfaces of mail programs and
 * networks word it in the languages of their readers. As they are written; `foldText` is put over them before they are compared.
 */
export const trustWords = {
  /** Languages that write spaces: found as whole words, so "unverified" is not one. */
  spaced: [
    ...['verified', 'authenticated'],
    ...['verifiziert', 'verifizierter', 'verifizierte', 'authentifiziert'],
    ...['vérifié', 'vérifiée', 'authentifié', 'authentifiée'],
    ...['verificado', 'verificada', 'autenticado', 'autenticada'],
    ...['verificato', 'verificata', 'autenticato', 'autenticata'],
    ...['geverifieerd', 'verifierad', 'verifisert', 'verificeret', 'vahvistettu'],
    ...['zweryfikowany', 'zweryfikowana', 'ověřeno', 'doğrulanmış', 'проверено', 'подтверждено', 'підтверджено'],
  ],
  /** Languages that do not: found anywhere, unless one of `not` stands before. */
  unspaced: [
    ...['認証済', '検証済', '本人確認済', '公式認証', '安全確認済'],
    ...['已认证', '已認證', '已验证', '已驗證'],
    ...['인증됨', '인증완료'],
  ],
  /** Characters that turn the word behind them around. */
  not: ['未', '非', '不'],
} as const;
