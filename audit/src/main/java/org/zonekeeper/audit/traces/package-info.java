/**
 * Traces made of a journal afterwards: what each command led to, each call from its attempt to its
 * code, each change of owner with its outage. {@link org.zonekeeper.audit.traces.ZoneTraces} makes
 * them; their ids follow from what they are of, so that the same journal always gives the same.
 */
package org.zonekeeper.audit.traces;
