/** The journal in words: what happened, because of what, by whom. */
package org.zonekeeper.audit.story;
