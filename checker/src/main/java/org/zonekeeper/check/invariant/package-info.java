/**
 * What must hold of every journal, whatever happened: judged event by event, one zone at a time, in
 * memory that does not grow with the journal. The demo, the chaos tests and the auditors run the
 * very same.
 */
package org.zonekeeper.check.invariant;
