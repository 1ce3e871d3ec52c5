/**
 * {@code zonekeeper soak}: everything hostile at once for as long as one likes, under load, and
 * whether memory, threads, connections and stores stay as they are.
 */
package org.zonekeeper.chaos.soak;
