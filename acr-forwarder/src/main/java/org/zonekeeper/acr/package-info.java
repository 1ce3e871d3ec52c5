/**
 * The journal to the recorder: in order per zone, each event once in effect. {@link
 * org.zonekeeper.acr.JournalForwarder} reads the journal, one {@link
 * org.zonekeeper.acr.ZonePipeline} a zone brings what {@link
 * org.zonekeeper.acr.mapping.RecorderMapping} makes of its events to a {@link
 * org.zonekeeper.acr.ZoneSink}, over HTTP or into a topic.
 */
package org.zonekeeper.acr;
