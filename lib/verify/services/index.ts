import type { DeliveryService } from './service';
import { activecampaign } from './activecampaign';
import { amazonSes } from './amazon-ses';
import { araraMessage } from './arara-message';
import { aweber } from './aweber';
import { beehiiv } from './beehiiv';
import { benchmarkEmail } from './benchmark-email';
import { bigcommerce } from './bigcommerce';
import { blastengine } from './blastengine';
import { blastmail } from './blastmail';
import { bownow } from './bownow';
import { braze } from './braze';
import { brevo } from './brevo';
import { campaignMonitor } from './campaign-monitor';
import { combzMailPlus } from './combz-mail-plus';
import { constantContact } from './constant-contact';
import { cuenote } from './cuenote';
import { customerIo } from './customer-io';
import { customersMailCloud } from './customers-mail-cloud';
import { dotdigital } from './dotdigital';
import { elasticEmail } from './elastic-email';
import { eloqua } from './eloqua';
import { emarsys } from './emarsys';
import { emma } from './emma';
import { fastmail } from './fastmail';
import { freshdesk } from './freshdesk';
import { getresponse } from './getresponse';
import { googleGroups } from './google-groups';
import { googleWorkspace } from './google-workspace';
import { haihaimail } from './haihaimail';
import { helpScout } from './help-scout';
import { hubspot } from './hubspot';
import { icloudMail } from './icloud-mail';
import { intercom } from './intercom';
import { inxmail } from './inxmail';
import { iterable } from './iterable';
import { kit } from './kit';
import { klaviyo } from './klaviyo';
import { listrak } from './listrak';
import { mailchannels } from './mailchannels';
import { mailchimp } from './mailchimp';
import { mailerlite } from './mailerlite';
import { mailersend } from './mailersend';
import { mailgun } from './mailgun';
import { mailjet } from './mailjet';
import { mailman } from './mailman';
import { mailpublisher } from './mailpublisher';
import { mandrill } from './mandrill';
import { marketo } from './marketo';
import { microsoft365 } from './microsoft-365';
import { myasp } from './myasp';
import { netcore } from './netcore';
import { pardot } from './pardot';
import { postmark } from './postmark';
import { protonMail } from './proton-mail';
import { resend } from './resend';
import { salesforce } from './salesforce';
import { salesforceMarketingCloud } from './salesforce-marketing-cloud';
import { sendgrid } from './sendgrid';
import { shanon } from './shanon';
import { shopify } from './shopify';
import { smtpCom } from './smtp-com';
import { smtp2go } from './smtp2go';
import { socketlabs } from './socketlabs';
import { sparkpost } from './sparkpost';
import { spiral } from './spiral';
import { substack } from './substack';
import { synergy } from './synergy';
import { willMail } from './will-mail';
import { yahooMail } from './yahoo-mail';
import { zendesk } from './zendesk';
import { zeptomail } from './zeptomail';
import { zohoCampaigns } from './zoho-campaigns';
import { zohoMail } from './zoho-mail';

/** Every delivery service that is known, by id. */
export const services: readonly DeliveryService[] = [
  activecampaign,
  amazonSes,
  araraMessage,
  aweber,
  beehiiv,
  benchmarkEmail,
  bigcommerce,
  blastengine,
  blastmail,
  bownow,
  braze,
  brevo,
  campaignMonitor,
  combzMailPlus,
  constantContact,
  cuenote,
  customerIo,
  customersMailCloud,
  dotdigital,
  elasticEmail,
  eloqua,
  emarsys,
  emma,
  fastmail,
  freshdesk,
  getresponse,
  googleGroups,
  googleWorkspace,
  haihaimail,
  helpScout,
  hubspot,
  icloudMail,
  intercom,
  inxmail,
  iterable,
  kit,
  klaviyo,
  listrak,
  mailchannels,
  mailchimp,
  mailerlite,
  mailersend,
  mailgun,
  mailjet,
  mailman,
  mailpublisher,
  mandrill,
  marketo,
  microsoft365,
  myasp,
  netcore,
  pardot,
  postmark,
  protonMail,
  resend,
  salesforce,
  salesforceMarketingCloud,
  sendgrid,
  shanon,
  shopify,
  smtpCom,
  smtp2go,
  socketlabs,
  sparkpost,
  spiral,
  substack,
  synergy,
  willMail,
  yahooMail,
  zendesk,
  zeptomail,
  zohoCampaigns,
  zohoMail,
];
