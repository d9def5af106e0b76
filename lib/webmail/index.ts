import { gmail } from './gmail';
import { roundcube } from './roundcube';
import { sogo } from './sogo';
import type { Webmail } from './webmail';

/** Every webmail known, in the order in which a page is compared with them. */
export const WEBMAILS: readonly Webmail[] = [roundcube, gmail, sogo];
