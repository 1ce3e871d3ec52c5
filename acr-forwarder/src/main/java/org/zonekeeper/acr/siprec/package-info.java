/**
 * One call of the recorder's stream as SIPREC recording metadata (RFC 7865), for recorders that
 * know that standard. {@link org.zonekeeper.acr.siprec.RecordedCall} gathers, {@link
 * org.zonekeeper.acr.siprec.RecordingMetadata} writes.
 */
package org.zonekeeper.acr.siprec;
