/**
 * How a zone changes hands: judging it, barriers, announcing it; and the watch over the peers,
 * which makes Kafka notice a death sooner and decides nothing.
 */
package org.zonekeeper.am.ownership;
