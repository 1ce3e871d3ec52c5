/**
 * Events that a recorder refused for good: kept in a topic of their own, listed, sent again. {@link
 * org.zonekeeper.acr.letters.DeadLetterBox} writes, {@link
 * org.zonekeeper.acr.letters.DeadLetterShelf} reads.
 */
package org.zonekeeper.acr.letters;
