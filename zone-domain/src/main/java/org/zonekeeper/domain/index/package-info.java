/**
 * What is derived from a zone's entities and kept beside them: who is idle, who waits, what is due.
 */
package org.zonekeeper.domain.index;
