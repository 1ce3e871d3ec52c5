/**
 * The journal to the recorder: in order per zone, acknowledged, each event once in effect. {@link
 * org.zonekeeper.acr.JournalForwarder} reads the journal, one {@link
 * org.zonekeeper.acr.ZonePipeline} a zone brings its events to the {@link
 * org.zonekeeper.acr.Recorder}, {@link org.zonekeeper.acr.ForwardedEvents} says which events those
 * are.
 */
package org.zonekeeper.acr;
