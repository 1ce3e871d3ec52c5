/** Typed settings of the simulators. */
package org.zonekeeper.sim.settings;
