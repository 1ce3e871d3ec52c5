/**
 * Whether each zone has an owner that works: outage detection. Pure: time is handed in, what
 * changed is handed back. Called by the desk's one thread.
 */
package org.zonekeeper.gateway.zone;
