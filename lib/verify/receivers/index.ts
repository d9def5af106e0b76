import type { KnownReceiver } from './receiver';
import { barracuda } from './barracuda';
import { fastmail } from './fastmail';
import { gmail } from './gmail';
import { gmx } from './gmx';
import { icloud } from './icloud';
import { ironport } from './ironport';
import { mailru } from './mailru';
import { microsoft } from './microsoft';
import { mimecast } from './mimecast';
import { naver } from './naver';
import { netease } from './netease';
import { proofpoint } from './proofpoint';
import { proton } from './proton';
import { qq } from './qq';
import { sakura } from './sakura';
import { xserver } from './xserver';
import { yahooJapan } from './yahoo-japan';
import { yahoo } from './yahoo';
import { yandex } from './yandex';
import { zoho } from './zoho';

/** Every receiver we know. Adding one touches its own file and this list. */
export const receivers: readonly KnownReceiver[] = [
  gmail,
  microsoft,
  yahoo,
  icloud,
  proton,
  fastmail,
  zoho,
  gmx,
  yandex,
  mailru,
  naver,
  qq,
  netease,
  yahooJapan,
  xserver,
  sakura,
  mimecast,
  proofpoint,
  barracuda,
  ironport,
];
