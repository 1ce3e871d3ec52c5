/**
 * Where an audit reads a journal from: a live cluster, an archive, or both joined. One zone at a
 * time, in order, in memory that does not depend on the journal's length.
 */
package org.zonekeeper.audit.source;
