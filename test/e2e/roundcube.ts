import type { DeliveredMail } from '../stack/stack.ts';
import type { Surface, Tab } from './drivers/browser.ts';
import { until } from './drivers/until.ts';
import { given } from './given.ts';

/** The list's frame for a chosen mail. */
export const PREVIEW = '#messagecontframe';

type Place = Pick<DeliveredMail, 'uid' | 'folder'>;

/** Address of the full view of a mail. */
export function fullView(mail: Place, url: string = given().webmailUrl): string {
  return `${url}?_task=mail&_action=show&_uid=${mail.uid}&_mbox=${mail.folder}`;
}

/** Signs in by the form, as a person does, and waits for the list of mails. */
export async function signIn(tab: Tab, url: string = given().webmailUrl): Promise<void> {
  await tab.goto(url);
  await tab.click('#rcmloginuser');
  await tab.type(given().user);
  await tab.click('#rcmloginpwd');
  await tab.type(given().password);
  await tab.press('Enter');
  await listed(tab);
}

async function listed(tab: Tab): Promise<void> {
  await until('the list of mails', () => tab.look('#messagelist tbody tr', (rows) => rows.length > 0));
}

/** The list of a folder. */
export async function openList(tab: Tab, folder = 'INBOX', url: string = given().webmailUrl): Promise<void> {
  await tab.goto(`${url}?_task=mail&_mbox=${folder}`);
  await listed(tab);
}

/** Clicks a mail in the list; its preview is then on its way. */
export async function choose(tab: Tab, mail: Place): Promise<void> {
  await tab.click(`#messagelist a[href*="_uid=${mail.uid}&"]`);
}

/** The mail that a page or frame of Roundcube shows, read whole: its uid from the address, its subject from the page. */
export interface Shown {
  readonly uid: string | null;
  readonly subject: string | null;
}

export function shown(surface: Surface): Promise<Shown> {
  return surface.look('h2.subject', (headings) => ({
    uid: new URLSearchParams(location.search).get('_uid'),
    subject: headings[0]?.textContent?.trim() ?? null,
  }));
}
