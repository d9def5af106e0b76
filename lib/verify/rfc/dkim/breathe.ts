/**
 * Implements nothing of an RFC: lets others run during long work. The core has no timer, and a promise that is settled already
 * does not let a task through; a digest is computed elsewhere and answers with a task of its own.
 * Does not implement: waiting for any length of time.
 */
const SOMETHING = new Uint8Array(1);

export async function breathe(): Promise<void> {
  await crypto.subtle.digest('SHA-256', SOMETHING);
}
