/**
 * The audit as one HTML page that needs nothing else: timelines of owners, outages and calls, as
 * drawings and, for whoever cannot see those, as tables.
 */
package org.zonekeeper.audit.report;
