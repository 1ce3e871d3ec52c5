/**
 * What goes wrong in a world, by its seed: deaths, freezes, moves, silence, late and lost records.
 */
package org.zonekeeper.simulation.faults;
