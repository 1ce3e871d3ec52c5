// The call's script: a page of somebody else's, shown within this one, which can do nothing here.
import { html, nothing } from '/shared/view.js';

/** Origins whose pages the gateway's policy does not let in, as the browser says when one was tried. */
const refused = new Set();

/**
 * Hears of scripts that the gateway does not allow.
 * @param {() => void} changed
 */
export function watchScripts(changed) {
  document.addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI }) => {
    if (effectiveDirective !== 'frame-src') return;
    refused.add(originOf(blockedURI));
    changed();
  });
}

function originOf(address) {
  try {
    return new URL(address).origin;
  } catch {
    return undefined;
  }
}

/** A page of this gateway's own could take the session over from within. */
const isOurs = (address) => originOf(address) === location.origin;

/**
 * The panel, for as long as the contact is in hand; nothing without a script.
 * @param {{ url?: string }} script
 */
export function scriptPanel({ url }) {
  if (!url) return nothing;
  const origin = originOf(url);
  return html`<section class="panel" id="script" aria-labelledby="script-title"><header><h2 id="script-title" class="grow">Script</h2>
      <a href=${url} target="_blank" rel="noreferrer noopener">In a window of its own</a></header><div class="body">
    ${refused.has(origin) || isOurs(url)
      ? html`<p class="banner warn" role="status">Pages of ${origin} are not shown here: whoever runs this gateway names it in pages.script.origins.</p>`
      : html`<iframe title="Script of the call" src=${url} sandbox="allow-scripts allow-forms allow-same-origin allow-popups" referrerpolicy="no-referrer"></iframe>`}
  </div></section>`;
}
