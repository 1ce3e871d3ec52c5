/** Virtual time: the only clock that a simulated world has. */
package org.zonekeeper.simulation.time;
