/**
 * The people and machines around the zones: agents at desktops, supervisors, a gateway for each
 * zone, the dialler platform. They learn only what the real ones learn, as late as they do.
 */
package org.zonekeeper.simulation.centre;
