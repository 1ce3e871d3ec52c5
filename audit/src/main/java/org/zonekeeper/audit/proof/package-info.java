/**
 * The proof of a journal: every invariant of the checker over every zone, streamed, together with
 * what is known from elsewhere: anchors, the zones' own status, and the live stores.
 */
package org.zonekeeper.audit.proof;
