/**
 * From Roundcube showing a mail to the mark standing with a verdict: Hoplock's own share, the webmail's answer to the request
 * for the source apart, over 20 openings in Chromium and Firefox, background awake and stopped; main-thread work in the page
 * and long tasks, also with a 25 MB mail. Being written.
 */
