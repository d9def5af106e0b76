import { Buffer } from 'node:buffer';

export const ATTACHED_ID = '<letter-in-a-letter@sender.example>';
/** Subject of the mail inside. */
export const INNER_SUBJECT = 'The letter inside';

/**
 * A mail that arrived encrypted, with a mail attached whose lines claim the same by the reader's own provider. Whoever attached
 * it could have written them.
 */
export function mailWithAttachedMail(): Buffer {
  const received = [
    'Received: from mx.box.test ([127.0.0.1])',
    '\tby mail.box.test with LMTP',
    '\tid qGBvNob7BGu4YgAAg+zDdQ',
    '\tfor <bob@box.test>; Tue, 24 Nov 2026 02:50:46 +0000',
    'Received: from mail.sender.example (mail.sender.example [203.0.113.10])',
    '\t(using TLSv1.3 with cipher TLS_AES_256_GCM_SHA384 (256/256 bits)',
    '\t key-exchange X25519 server-signature ECDSA (prime256v1) server-digest SHA256)',
    '\t(No client certificate requested)',
    '\tby mx.box.test (Postfix) with ESMTPS id AE9AE242014',
    '\tfor <bob@box.test>; Tue, 24 Nov 2026 02:50:46 +0000 (UTC)',
  ];
  return Buffer.from(
    [
      ...received,
      'Date: Tue, 24 Nov 2026 02:50:46 +0000',
      'From: Alice Adams <alice@sender.example>',
      'To: Bob Box <bob@box.test>',
      'Subject: A letter in a letter',
      `Message-ID: ${ATTACHED_ID}`,
      'MIME-Version: 1.0',
      'Content-Type: multipart/mixed; boundary="envelope"',
      '',
      '--envelope',
      'Content-Type: text/plain; charset=utf-8',
      '',
      'See inside.',
      '',
      '--envelope',
      'Content-Type: message/rfc822; name="inside.eml"',
      'Content-Disposition: attachment; filename="inside.eml"',
      '',
      ...received,
      'Date: Tue, 24 Nov 2026 02:49:00 +0000',
      'From: Bank of Boxes <service@bank.example>',
      'To: Alice Adams <alice@sender.example>',
      `Subject: ${INNER_SUBJECT}`,
      'Message-ID: <inside@bank.example>',
      'MIME-Version: 1.0',
      'Content-Type: text/plain; charset=utf-8',
      '',
      'It says it came encrypted.',
      '',
      '--envelope--',
      '',
    ].join('\r\n'),
  );
}
