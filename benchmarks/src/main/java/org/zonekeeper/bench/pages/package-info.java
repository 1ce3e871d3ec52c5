/** {@code zonekeeper bench pages}: from an event in the journal to a person's screen. */
package org.zonekeeper.bench.pages;
