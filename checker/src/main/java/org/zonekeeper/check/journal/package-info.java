/**
 * What a journal has said so far, for judges that read it in order: tracked by the events alone and
 * apart from the domain's own application of them, so that a fault there does not hide itself. All
 * of it is bounded by what is under way in a zone at a time.
 */
package org.zonekeeper.check.journal;
