/**
 * Domains under which a provider gives mailboxes to anybody: what such a domain signs proves the account's provider, never the
 * person. As the providers offer or have offered them; a domain that is missing only leaves the note out.
 */
export const publicMailboxes = {
  /** Exactly these. */
  domains: [
    // Google, Apple
    ...['gmail.com', 'googlemail.com', 'icloud.com', 'me.com', 'mac.com', 'privaterelay.appleid.com'],
    // Microsoft
    ...[
      'outlook.com',
      'outlook.jp',
      'outlook.fr',
      'outlook.de',
      'outlook.es',
      'outlook.it',
      'outlook.pt',
      'outlook.be',
    ],
    ...['outlook.at', 'outlook.cz', 'outlook.dk', 'outlook.hu', 'outlook.ie', 'outlook.in', 'outlook.kr', 'outlook.sg'],
    ...['outlook.cl', 'outlook.my', 'outlook.ph', 'outlook.lv', 'outlook.sk', 'outlook.sa', 'outlook.co.id'],
    ...['outlook.co.th', 'outlook.co.il', 'outlook.com.ar', 'outlook.com.au', 'outlook.com.br', 'outlook.com.gr'],
    ...[
      'outlook.com.tr',
      'outlook.com.vn',
      'hotmail.com',
      'hotmail.co.jp',
      'hotmail.co.uk',
      'hotmail.fr',
      'hotmail.de',
    ],
    ...['hotmail.it', 'hotmail.es', 'hotmail.be', 'hotmail.nl', 'hotmail.se', 'hotmail.ca', 'hotmail.com.br'],
    ...['hotmail.com.ar', 'hotmail.com.tr', 'live.com', 'live.jp', 'live.co.uk', 'live.fr', 'live.de', 'live.nl'],
    ...['live.it', 'live.ca', 'live.be', 'live.se', 'live.dk', 'live.no', 'live.cn', 'live.com.au', 'live.com.mx'],
    ...['live.com.pt', 'msn.com', 'windowslive.com', 'passport.com'],
    // Yahoo and AOL
    ...['yahoo.com', 'yahoo.co.uk', 'yahoo.fr', 'yahoo.de', 'yahoo.it', 'yahoo.es', 'yahoo.ca', 'yahoo.ie', 'yahoo.se'],
    ...['yahoo.no', 'yahoo.dk', 'yahoo.gr', 'yahoo.pl', 'yahoo.ro', 'yahoo.in', 'yahoo.co.in', 'yahoo.co.id'],
    ...['yahoo.co.th', 'yahoo.co.nz', 'yahoo.com.au', 'yahoo.com.br', 'yahoo.com.mx', 'yahoo.com.ar', 'yahoo.com.hk'],
    ...['yahoo.com.tw', 'yahoo.com.sg', 'yahoo.com.ph', 'yahoo.com.vn', 'yahoo.com.my', 'yahoo.com.tr', 'ymail.com'],
    ...['rocketmail.com', 'myyahoo.com', 'aol.com', 'aol.de', 'aol.fr', 'aol.co.uk', 'aim.com', 'verizon.net'],
    // Japan: portals
    ...['yahoo.co.jp', 'yahoo.ne.jp', 'ybb.ne.jp', 'mail.goo.ne.jp', 'goo.jp', 'excite.co.jp', 'infoseek.jp'],
    ...['livedoor.com', 'inter7.jp', 'auone.jp'],
    // Japan: carriers of mobile phones
    ...['docomo.ne.jp', 'dwmail.jp', 'mopera.net', 'ezweb.ne.jp', 'au.com', 'uqmobile.jp', 'softbank.ne.jp'],
    ...['i.softbank.jp', 'disney.ne.jp', 'ymobile.ne.jp', 'ymobile1.ne.jp', 'y-mobile.ne.jp', 'emobile.ne.jp'],
    ...['emobile-s.ne.jp', 'willcom.com', 'rakumail.jp', 'jp-c.ne.jp', 'jp-d.ne.jp', 'jp-h.ne.jp', 'jp-k.ne.jp'],
    ...['jp-n.ne.jp', 'jp-q.ne.jp', 'jp-r.ne.jp', 'jp-s.ne.jp', 'jp-t.ne.jp'],
    // Japan: access
    ...['nifty.com', 'nifty.ne.jp', 'dti.ne.jp', 'odn.ne.jp', 'hi-ho.ne.jp', 'commufa.jp', 'bbiq.jp', 'wakwak.com'],
    ...['iij4u.or.jp', 'so-net.jp', 'auone-net.jp', 'pikara.ne.jp', 'jcom.home.ne.jp'],
    // Germany, Austria, Switzerland
    ...['gmx.de', 'gmx.net', 'gmx.at', 'gmx.ch', 'gmx.com', 'gmx.org', 'gmx.info', 'gmx.fr', 'gmx.es', 'gmx.co.uk'],
    ...['gmx.us', 'web.de', 'mail.de', 'freenet.de', 't-online.de', 'arcor.de', 'posteo.de', 'posteo.net'],
    ...['mailbox.org', 'aon.at', 'chello.at', 'bluewin.ch', 'hispeed.ch'],
    // mail.com lends many; these are its most used
    ...['mail.com', 'email.com', 'usa.com', 'post.com', 'consultant.com', 'europe.com', 'asia.com', 'iname.com'],
    ...['writeme.com'],
    // That promise privacy, or paid by their users
    ...['proton.me', 'protonmail.com', 'protonmail.ch', 'pm.me', 'tuta.com', 'tuta.io', 'tutanota.com', 'tutanota.de'],
    ...['tutamail.com', 'keemail.me', 'hushmail.com', 'fastmail.com', 'fastmail.fm', 'hey.com', 'runbox.com'],
    ...['zoho.com', 'zohomail.com', 'duck.com', 'mozmail.com', 'lycos.com'],
    // Russia, Ukraine
    ...['yandex.ru', 'yandex.com', 'yandex.by', 'yandex.kz', 'yandex.ua', 'ya.ru', 'mail.ru', 'inbox.ru', 'list.ru'],
    ...['bk.ru', 'internet.ru', 'rambler.ru', 'ukr.net', 'i.ua', 'meta.ua'],
    // Middle and eastern Europe
    ...['seznam.cz', 'email.cz', 'post.cz', 'centrum.cz', 'volny.cz', 'atlas.cz', 'azet.sk', 'centrum.sk', 'zoznam.sk'],
    ...['wp.pl', 'o2.pl', 'onet.pl', 'op.pl', 'poczta.onet.pl', 'interia.pl', 'gazeta.pl', 'tlen.pl', 'freemail.hu'],
    ...['citromail.hu', 'abv.bg', 'mail.bg'],
    // Southern and western Europe
    ...['libero.it', 'virgilio.it', 'alice.it', 'tin.it', 'tim.it', 'tiscali.it', 'inwind.it', 'iol.it', 'orange.fr'],
    ...['wanadoo.fr', 'free.fr', 'laposte.net', 'sfr.fr', 'neuf.fr', 'bbox.fr', 'numericable.fr', 'telefonica.net'],
    ...['terra.es', 'sapo.pt', 'skynet.be', 'telenet.be', 'proximus.be', 'ziggo.nl', 'kpnmail.nl', 'planet.nl'],
    ...['hetnet.nl', 'xs4all.nl', 'home.nl', 'casema.nl', 'btinternet.com', 'sky.com', 'talktalk.net'],
    ...['virginmedia.com', 'ntlworld.com', 'blueyonder.co.uk', 'tiscali.co.uk', 'eircom.net'],
    // Northern Europe
    ...['telia.com', 'comhem.se', 'online.no', 'kolumbus.fi', 'luukku.com'],
    // North America
    ...['comcast.net', 'att.net', 'sbcglobal.net', 'bellsouth.net', 'cox.net', 'charter.net', 'earthlink.net'],
    ...['juno.com', 'netzero.net', 'optonline.net', 'frontier.com', 'windstream.net', 'centurylink.net'],
    ...['roadrunner.com', 'rogers.com', 'shaw.ca', 'telus.net', 'sympatico.ca', 'bell.net', 'videotron.ca'],
    // South America
    ...['uol.com.br', 'bol.com.br', 'terra.com.br', 'ig.com.br', 'globo.com', 'globomail.com', 'prodigy.net.mx'],
    // China, Korea, Taiwan
    ...['qq.com', 'vip.qq.com', 'foxmail.com', '163.com', 'vip.163.com', '126.com', '188.com', 'yeah.net', 'sina.com'],
    ...['sina.cn', 'sohu.com', '139.com', '189.cn', 'wo.cn', 'aliyun.com', '21cn.com', 'tom.com', 'naver.com'],
    ...['hanmail.net', 'daum.net', 'kakao.com', 'nate.com', 'seed.net.tw'],
    // Elsewhere
    ...['bigpond.com', 'bigpond.net.au', 'optusnet.com.au', 'iinet.net.au', 'tpg.com.au', 'xtra.co.nz'],
    ...['rediffmail.com', 'indiatimes.com', 'walla.com', 'walla.co.il', 'mynet.com'],
  ],
  /** These and all names below, which stand for a region, a line or a machine of the provider's (t.vodafone.ne.jp). */
  below: [
    ...['vodafone.ne.jp', 'pdx.ne.jp', 'ocn.ne.jp', 'biglobe.ne.jp', 'so-net.ne.jp', 'plala.or.jp', 'dion.ne.jp'],
    ...['eonet.ne.jp', 'zaq.ne.jp', 'asahi-net.or.jp', 'infoweb.ne.jp', 'tiki.ne.jp', 'rr.com', 'hinet.net'],
  ],
} as const;
