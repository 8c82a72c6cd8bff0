import { major, type Version } from './names.ts';

/** Names of events, without their "on", that Validate::isCleanHtml refuses in 1.7 and 8. */
const EVENTS = `abort activate afterprint afterupdate beforeactivate beforecopy beforecut beforedeactivate
  beforeeditfocus beforepaste beforeprint beforeunload beforeupdate blur bounce cellchange change
  click contextmenu controlselect copy cut dataavailable datasetchanged datasetcomplete dblclick
  deactivate drag dragdrop dragend dragenter dragleave dragover dragstart drop error errorupdate
  filterchange finish focus focusin focusout hashchange help input keydown keypress keyup load
  losecapture message mmouseup mousedown mouseenter mouseleave mousemove mouseout mouseover mouseup
  mousewheel move moveend movestart offline online paste propertychange readystatechange reset resize
  resizeend resizestart rowenter rowexit rowsdelete rowsinserted scroll search select selectionchange
  selectstart start stop submit unload`.split(/\s+/);
/** Events that 9 refuses too: of some 300 these are the DOM's and the speech recognition's ("result" was met). */
const SINCE_9 =
  `addsourcebuffer addtrack animationcancel animationend animationiteration animationstart audioend
  audioprocess audiostart auxclick beforeinput beforematch beforetoggle blocked boundary
  bufferedamountlow cancel canplay canplaythrough close closing command complete connect connecting
  connectionstatechange contextlost contextrestored controllerchange cuechange currententrychange
  datachannel dequeue devicechange devicemotion deviceorientation deviceorientationabsolute disconnect
  dispose durationchange emptied encrypted end ended enter enterpictureinpicture exit formdata
  fullscreenchange fullscreenerror gamepadconnected gamepaddisconnected gatheringstatechange
  gotpointercapture icecandidate icecandidateerror iceconnectionstatechange icegatheringstatechange
  invalid keystatuseschange languagechange leavepictureinpicture loadeddata loadedmetadata loadend
  loading loadingdone loadingerror loadstart lostpointercapture mark messageerror midimessage mute
  navigate navigateerror navigatesuccess negotiationneeded nomatch open orientationchange pagehide
  pagereveal pageshow pageswap pause payerdetailchange paymentmethodchange play playing pointercancel
  pointerdown pointerenter pointerleave pointerlockchange pointerlockerror pointermove pointerout
  pointerover pointerrawupdate pointerup popstate prioritychange processorerror progress ratechange
  rejectionhandled release remove removesourcebuffer removetrack resourcetimingbufferfull result
  resume scrollend securitypolicyviolation seeked seeking selectedcandidatepairchange
  shippingaddresschange shippingoptionchange show signalingstatechange slotchange soundend soundstart
  sourceclose sourceended sourceopen speechend speechstart stalled statechange storage success suspend
  timeout timeupdate toggle tonechange touchcancel touchend touchmove touchstart track
  transitioncancel transitionend transitionrun transitionstart uncapturederror unhandledrejection
  unmute update updateend updatefound updatestart upgradeneeded versionchange visibilitychange
  voiceschanged volumechange waiting waitingforkey webkitanimationend webkitanimationiteration
  webkitanimationstart webkittransitionend wheel`.split(/\s+/);

const anyOf = (names: string[]): RegExp => new RegExp(`on(${names.join('|')})\\s*=`, 'i');
const events = { older: anyOf(EVENTS), since9: anyOf([...EVENTS, ...SINCE_9]) };

/** Whether a field for HTML accepts this text. Words count inside others too: "descriptionerror=x" and "TypeScript: x" are refused (recorded). */
export function isCleanHtml(text: string, version: Version): boolean {
  const event = major(version) >= 9 ? events.since9 : events.older;
  return ![/<\s*script/i, event, /script:/i, /<\s*(i?frame|form|input|embed|object)/i].some((bad) =>
    bad.test(text),
  );
}

/** A text by PHP's strip_tags, as the database keeps it where no HTML is allowed: "<3" begins a tag, "< 3" doesn't. */
export const withoutTags = (text: string): string => text.replace(/<(?!\s)[^>]*(>|$)/g, '');

const KEPT = ['b', 'strong', 'i', 'em', 'u', 'p', 'ul', 'ol', 'li', 'br'];
const NAMED: Record<string, string> = { quot: '"', apos: "'", nbsp: '\u00a0' };
const ESCAPED: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

/**
 * What HTMLPurifier leaves of a text: unknown tags are removed, known ones lose their attributes, `&`, `<` and `>` are
 * escaped, other entities become characters.
 */
export function purified(text: string): string {
  return text.replace(
    /<(\/?)([a-z][\w-]*)[^<>]*>|&(?:#(\d+)|#x([\da-f]+)|(\w+));|[&<>]/gi,
    (all, slash: string, tag: string, decimal: string, hex: string, name: string) => {
      if (tag) {
        const known = tag.toLowerCase();
        if (known === 'br') return '<br />';
        return KEPT.includes(known) ? `<${slash}${known}>` : '';
      }
      if (decimal || hex)
        return escaped(String.fromCodePoint(Number.parseInt(decimal || hex, decimal ? 10 : 16)));
      if (name) return NAMED[name] ?? (['amp', 'lt', 'gt'].includes(name) ? all : `&amp;${name};`);
      return escaped(all);
    },
  );
}

const escaped = (character: string): string => ESCAPED[character] ?? character;

/** A purified text as the shop's theme shows it. */
export const asText = (html: string): string =>
  html
    .replace(/<br \/>/g, '\n')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&amp;/g, '&');
