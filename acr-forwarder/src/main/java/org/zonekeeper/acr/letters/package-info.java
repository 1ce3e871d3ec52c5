/**
 * Events that a recorder refused for good: kept in a topic of their own, listed, sent again. {@link
 * org.zonekeeper.acr.letters.DeadLetterWriter} writes, {@link
 * org.zonekeeper.acr.letters.DeadLetterReader} reads.
 */
package org.zonekeeper.acr.letters;
